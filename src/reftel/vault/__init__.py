"""The vault: what is held, and what people decided about it. Private.

``originals`` keeps the bytes, ``models`` the rows. ``accession`` takes sources in:
``reading`` reads one item (in a worker of the ``crew``, without Django), ``ledger`` says
what is known and writes a batch, ``report`` counts. ``decisions`` releases, withholds and
withdraws; the ``audit`` log tells who did and when, in entries that are chained (``chain``)
and answer for the rows they wrote (``commitment``); ``entries`` are read, and the ``proof``
says whether they are those that were written: their ``answers``, and the ``heads`` that
were kept elsewhere. A cable's ``stage`` on its way to the public follows from all that was
done with it; the ``docket`` keeps it for the queue. The ``review`` takes the ``steps`` that
lead there, by the ``rules``. ``marking`` holds words of a cable back and lifts marks again;
``proposing`` writes down what the assistant asks, ``carrying`` brings marks to a text that
came later, ``veils`` say what shows under them, ``consistency`` where their words stand
open, ``held_up`` which cables cannot be released yet. ``publication`` hands what was
decided to the edition's builder: the ``selection`` says which texts, by the ``histories``
of what was decided and the ``semblance`` of texts under veils, the ``preparation`` works
them out (in a worker too), the ``register`` keeps which editions were live and every address
that ever was public, the ``keys`` sign it.
``batches`` makes cables public together, at a time, when every check and a rehearsal of the
edition have passed, and undoes it; ``withdrawing`` takes back a cable or a part of one,
``correcting`` puts a later text in its place; ``former`` editions that hold what was taken
back go behind the wall.
``rereading`` reads all originals again when the parser has learnt something, ``comparison``
says what that changed; ``checkup`` is what the doctor looks at. One process writes
(``lock``); what the disk or the database refuses is told in one sentence (``faults``).

What a telegram means belongs to ``reftel.telegram``; what the public may see to
``reftel.edition``. ``reftel.site.database`` opens a vault; nothing here reads settings.
"""
