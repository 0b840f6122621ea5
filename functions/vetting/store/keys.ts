import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of vetting: cases with their evidence, references, checklists. */
export const vettingKeys = {
  vettingCase: keyOf("CASE#{case}", "CASE"),
  openCase: keyOf("CASE#OF#{owner}", "OPEN"),
  earlierCase: keyOf("CASE#EARLIER#{address's hash}", "CASE#{case}"),
  visit: keyOf("CASE#{case}", "VISIT"),
  evidence: keyOf("CASE#{case}", "EVIDENCE#{evidence}"),
  pictures: keyOf("PHOTO#{case}", "PHOTO"),
  reference: keyOf("REFERENCE#{token's hash}", "REFERENCE"),
  checklistVersion: keyOf("CHECKLIST#{council}", "VERSION#{version:6}"),
} as const;

export const vettingIndexes = {
  casesOf: indexOf("CASES#{owner}"),
  councilCases: indexOf("{council}#CASES#{queue}"),
  expiring: indexOf("{council}#EXPIRING"),
  referencesOf: indexOf("REFERENCES#{case}"),
} as const;
