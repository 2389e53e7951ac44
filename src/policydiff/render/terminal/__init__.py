"""What a terminal shows: reports, lists, questions and answers, in columns and colours."""
