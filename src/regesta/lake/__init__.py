"""The lake: many reports turned into Parquet by many workers, and cases made from it.

What comes in: files of reports by the thousand or the billion. What goes out: a folder of Parquet files, one
folder a kind of record, and from it case files of all the reports or of some.

    with Workers(2) as engine:
        run([Path("news/")], Path("lake"), engine)
    open_lake(Path("lake"), Path("oslo.case"), actors=("Norway",), since="2021-07")
"""
