// Shows the questions of questions.json.
fetch('questions.json')
  .then((response) => response.json())
  .then((questions) => new Survey.Model(questions).render(document.getElementById('survey')));
