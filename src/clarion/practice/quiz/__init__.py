"""The quiz: rounds of five questions in four kinds; what was missed comes back."""
