/** What is said on the pages of an application once something was done, by what the address says. */
export const DONE: Readonly<Record<string, string>> = {
  begun: "Application started. We save your answers as you go.",
  saved: "Saved.",
  sent: "Sent.",
  submit: "Your application is with us.",
  answer: "Sent. Your application is with us again.",
  withdraw: "Application withdrawn.",
  "ask-review": "We have your request.",
  "visit-pick": "Your visit is booked. We have sent you the details.",
  "visit-none": "Thank you. We will send you other times or contact you.",
};
