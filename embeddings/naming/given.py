"""First names that nearly all who bear them share a pronoun by: they tell two people apart, and never who speaks alone.

Names that women and men bear ("Andrea", "Jean", "Kim", "Robin", "Sasha") are left out.
"""

from __future__ import annotations

from typing import Final

from embeddings.naming.words import words

HERS: Final = words("""
Abigail Ada Adele Agnes Agnieszka Aisha Alejandra Alice Alicia Alina Alma Amanda Amelia Amina Amy Ana Anastasia Anja
Anna Anne Anneke Anneliese Annette Annika Antonia Asha Astrid Aurora Ayesha Barbara Beata Beatrice Beatriz Bella
Bernadette Bertha Beth Bettina Birgit Birgitta Brenda Brigitte Britta Camilla Carla Carmen Carolina Caroline Catherine
Cecilia Celia Charlotte Chiara Chloe Christa Christina Christine Clara Clare Claire Claudia Colette Constance Cornelia
Daniela Daphne Deborah Delia Denise Diana Dina Dolores Dora Doris Dorota Dorothea Dorothy Edith Eileen Elaine Eleanor
Elena Eleonora Elif Elin Elisa Elisabeth Eliza Elizabeth Elke Ella Ellen Elsa Elspeth Elvira Emily Emma Erika Erin
Ernestine Esther Eugenia Eva Eve Ewa Fatima Fatma Felicity Fiona Flora Florence Frances Francesca Franziska
Frieda Gabriela Gail Galina Gemma Georgina Gerda Gertrude Gillian Gisela Giulia Gloria Grace Greta Gretchen
Gudrun Hanna Hannah Harriet Heather Hedwig Heidi Heike Helen Helena Helga Henrietta Hilda Hildegard Ida Ilse Imogen
Ines Inés Ingeborg Ingrid Irena Irene Irina Irma Isabel Isabella Isla Ivana Jacqueline Jana Jane Janet Janice Jasmine
Jennifer Jessica Joanna Johanna Josephine Judith Julia Juliet Jutta Karen Karin Katarina Katarzyna Kate Katharina
Katherine Kathleen Katrin Khadija Kerstin Kirsten Kristina Laura Lauren Leila Lena Leonora Leticia Lidia Liesbeth Linda
Lisa Louisa Louise Lotte Lucia Lucía Lucy Ludmila Luisa Lydia Magda Magdalena Maja Manuela Marcela Margaret Margarita
Margit Margot Maria María Mariam Marianne Marie Marina Marit Marta Martha Martina Mary Matilda Maud Maureen Megan
Melanie Mercedes Mia Michelle Mildred Minna Miranda Mirja Miriam Moira Monica Monika Muriel Nadia Nancy Naomi Natalia
Natalie Nina Nora Norma Nuria Octavia Olga Olivia Olwen Oksana Paloma Pamela Patricia Paula Pauline Penelope Petra
Phoebe Phyllis Pilar Priscilla Priya Rachel Ramona Rebecca Regina Renate Rhoda Rita Rosa Rosalind Rose Rosemary Rosie
Roxana Ruth Sabine Sally Salma Samantha Sandra Sara Sarah Selma Sheila Sigrid Silke Silvia Siobhan Sofia Solveig
Sonia Sonja Sophia Sophie Stella Stephanie Sunniva Susan Susana Susanna Svetlana Sylvia Tabitha Tamara Tania Tatiana
Teresa Tess Tessa Thea Theresa Tilda Ulla Ulrike Una Ursula Valentina Valeria Vanessa Vera Verena Veronica Victoria
Viktoria Violet Virginia Wanda Wendy Wilhelmina Wilma Winifred Xenia Yasmin Yolanda Yvette Yvonne Zainab Zofia Zuzana
""")
HIS: Final = words("""
Aaron Abdul Abdullah Abel Abraham Adam Adolf Adrian Ahmad Ahmed Alan Albert Alberto Alejandro Alexander Alfonso Alfred
Alistair Allan Alvaro Amir Anatoly Anders Andrés Andreas Andrei Andrew Andrzej Angus Anthony Anton Antonio Antonín
Archibald Armando Arne Arnold Arthur Arturo Arvid August Axel Baldwin Barnaby Barry Bartholomew Basil Ben Benedikt
Benjamin Bernard Bernd Bernhard Björn Bogdan Boris Brendan Brian Bruno Burkhard Carl Carlos Cedric Cesar Charles
Christian Christoph Christopher Clement Clive Colin Conrad Cornelius Craig Cyril Dag Damian Daniel Darius Darren David
Declan Dennis Derek Desmond Detlef Diego Dieter Dietrich Dirk Dmitri Dmitry Dominic Donald Douglas Duncan Eamon Edgar
Edmund Eduardo Edward Edwin Egon Elias Emil Emilio Emmanuel Enrique Eric Erich Erik Ernest Ernesto Ernst Erwin Eugene
Ewan Fabian Felipe Felix Ferdinand Fernando Fidel Finn Florian Frank Franz Frederick Fredrik Friedrich Fritz Gareth
Gavin Geoffrey Georg George Gerald Gerard Gerd Gerhard Giorgio Giovanni Giuseppe Gordon Graham Greg Gregory Grigory
Guillermo Gunnar Günter Günther Gustav Håkon Hamish Hans Harald Harold Harry Hassan Heinrich Heinz Helmut Henrik Henry
Herbert Hermann Horst Howard Hubert Hugh Hugo Humphrey Hussein Ibrahim Igor Ignacio Isaac Ivan Ivo Iver Jack Jacob
Jacques Jakob James Janusz Jared Jason Javier Jens Jeremy Jerome Jerzy Joachim Joel Johan Johann Johannes John
Jonas Jonathan Jorge Josef Joseph José Joshua Juan Julian Julius Jürgen Justin Karl Keith Kenneth Kevin Khalid Klaus
Knut Konrad Konstantin Kurt Lars Laszlo Lawrence Leo Leon Leonard Leonid Leopold Lionel Lorenzo Louis Lucas Ludwig Luigi
Luis Lukas Lutz Magnus Malcolm Manfred Manuel Marco Marcus Marek Mario Mark Markus Martin Mathias Matteo Matthew
Matthias Maurice Max Maximilian Michael Michał Miguel Mikhail Miles Milo Miroslav Mohamed Mohammad Mohammed Muhammad
Murray Mustafa Nathan Neil Nicholas Nicolás Niels Nigel Nikolai Nils Norbert Norman Olaf Oleg Oliver Omar Oscar Oswald
Otto Owen Pablo Patrick Paul Pavel Pedro Percy Peter Philip Pierre Piers Piotr Rafael Rainer Ralf Ralph Ramon Raymond
Reginald Reinhard Richard Robert Roberto Roderick Rodrigo Roger Roland Rolf Roman Ronald Rory Ruben Rudolf Rupert
Salvador Samuel Santiago Sebastian Sergei Sergio Seán Siegfried Sigurd Simon Stefan Stephen Steven Stuart Sven
Thaddeus Theo Theodore Thomas Thorsten Timothy Tobias Todd Tom Tomasz Torsten Trevor Udo Ulrich Umberto Urs Uwe Vaclav
Vernon Victor Viktor Vincent Vladimir Walter Werner Wilfred Wilhelm William Winston Wolfgang Xavier Yuri Yves Yusuf
Zbigniew Zoltan
""")
