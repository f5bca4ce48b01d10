// Shows the questions of questions.json, a FHIR Questionnaire.
fetch('questions.json')
  .then((response) => response.json())
  .then((questions) => LForms.Util.addFormToPage(questions, 'form', { fhirVersion: 'R4' }));
