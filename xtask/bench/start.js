// Shows the questions of survey.json.
fetch('survey.json')
  .then((response) => response.json())
  .then((questions) => new Survey.Model(questions).render(document.getElementById('survey')));
