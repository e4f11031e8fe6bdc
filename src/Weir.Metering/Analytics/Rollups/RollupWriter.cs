using System.Data.Common;

namespace Weir.Metering.Analytics.Rollups;

/// <summary>
/// Adds batches to the sums, in the caller's transaction. The ids of groups are remembered: make a new one when a transaction of this one
/// was given up. Not for concurrent use.
/// </summary>
internal sealed class RollupWriter : IDisposable
{
    // Of the groups that were seen last; a client can't fill the memory with made-up names.
    private const int MostRememberedGroups = 50_000;

    private readonly Dictionary<RollupGroup, long> _groups = [];
    private readonly RollupStatement _insertGroup;
    private readonly RollupStatement _findGroup;
    private readonly RollupStatement _histograms;
    private readonly RollupStatement _add;
    private readonly RollupStatement _dropEmpty;
    private readonly RollupStatement _histogramsOfRun;
    private readonly RollupStatement _addRun;
    private readonly RollupStatement _dropEmptyRun;
    private readonly RollupStatement _timesOfRun;
    private readonly RollupStatement _progress;
    private readonly RollupStatement _moveProgress;

    public RollupWriter(DbConnection connection)
    {
        string[] place = ["group_id", "level", "start"];
        string[] values = [.. MeasureColumns.All, "first_byte", "duration"];
        _insertGroup = new RollupStatement(connection, RollupSql.InsertGroup, ["dimension", "name", .. RollupDimensions.Cube]);
        _findGroup = new RollupStatement(connection, RollupSql.FindGroup, ["dimension", "name"]);
        _histograms = new RollupStatement(connection, RollupSql.Histograms, place);
        _add = new RollupStatement(connection, RollupSql.Add, [.. place, .. values]);
        _dropEmpty = new RollupStatement(connection, RollupSql.DropEmpty, place);
        _histogramsOfRun = new RollupStatement(connection, RollupSql.HistogramsOfRun, ["run_id"]);
        _addRun = new RollupStatement(connection, RollupSql.AddRun, ["run_id", "started_at", "ended_at", .. values]);
        _dropEmptyRun = new RollupStatement(connection, RollupSql.DropEmptyRun, ["run_id"]);
        _timesOfRun = new RollupStatement(connection, RollupSql.TimesOfRun, ["run_id"]);
        _progress = new RollupStatement(connection, RollupSql.Progress, []);
        _moveProgress = new RollupStatement(connection, RollupSql.MoveProgress, ["before"]);
    }

    /// <summary>Requests with a smaller id are not in the sums yet; empty when all are. Holds as long as the transaction has the write lock.</summary>
    public string PendingBefore(DbTransaction transaction) => (string)_progress.In(transaction).Scalar()!;

    public void SetPendingBefore(DbTransaction transaction, string id)
    {
        _moveProgress.In(transaction).Set(0, id);
        _moveProgress.Run();
    }

    /// <summary>Adds what the batch gathered.</summary>
    public void Write(DbTransaction transaction, RollupBatch batch)
    {
        foreach (var (key, tally) in batch.Changes())
        {
            Write(transaction, key, tally, batch.HasRemovals);
        }

        foreach (var (id, run) in batch.Runs)
        {
            Write(transaction, id, run, batch.HasRemovals);
        }
    }

    public void Dispose()
    {
        foreach (var statement in (RollupStatement[])
            [_insertGroup, _findGroup, _histograms, _add, _dropEmpty, _histogramsOfRun, _addRun, _dropEmptyRun, _timesOfRun, _progress, _moveProgress])
        {
            statement.Dispose();
        }
    }

    private void Write(DbTransaction transaction, RollupKey key, Tally tally, bool mayBeEmpty)
    {
        var group = IdOf(transaction, key.Group);
        Place(_histograms.In(transaction));
        MergeHistograms(_histograms, tally);
        Place(_add.In(transaction));
        SetValues(_add, 3, tally);
        _add.Run();
        if (mayBeEmpty)
        {
            Place(_dropEmpty.In(transaction));
            _dropEmpty.Run();
        }

        void Place(RollupStatement statement)
        {
            statement.Set(0, group);
            statement.Set(1, (long)key.Level);
            statement.Set(2, key.Start);
        }
    }

    private void Write(DbTransaction transaction, string id, RunTally run, bool mayBeEmpty)
    {
        _histogramsOfRun.In(transaction).Set(0, id);
        MergeHistograms(_histogramsOfRun, run.Sums);
        _addRun.In(transaction).Set(0, id);
        _addRun.Set(1, run.First);
        _addRun.Set(2, run.Last);
        SetValues(_addRun, 3, run.Sums);
        _addRun.Run();
        if (mayBeEmpty)
        {
            _dropEmptyRun.In(transaction).Set(0, id);
            _dropEmptyRun.Run();
            _timesOfRun.In(transaction).Set(0, id);
            _timesOfRun.Run();
        }
    }

    // What is there already is read and written back with the new counts: databases can't add histograms.
    private static void MergeHistograms(RollupStatement found, Tally tally)
    {
        using var row = found.Read();
        if (row.Read())
        {
            tally.FirstByte.Merge(row.GetFieldValue<byte[]>(0));
            tally.Duration.Merge(row.GetFieldValue<byte[]>(1));
        }
    }

    private static void SetValues(RollupStatement statement, int from, Tally tally)
    {
        for (var i = 0; i < MeasureColumns.All.Length; i++)
        {
            statement.Set(from + i, tally[(Measure)i]);
        }

        statement.Set(from + MeasureColumns.All.Length, tally.FirstByte.Encode());
        statement.Set(from + MeasureColumns.All.Length + 1, tally.Duration.Encode());
    }

    private long IdOf(DbTransaction transaction, RollupGroup group)
    {
        if (_groups.TryGetValue(group, out var known))
        {
            return known;
        }

        _insertGroup.In(transaction).Set(0, group.Dimension);
        _insertGroup.Set(1, group.Name);
        for (var i = 0; i < RollupDimensions.Cube.Length; i++)
        {
            _insertGroup.Set(2 + i, group.Parts?[i]);
        }

        _insertGroup.Run();
        _findGroup.In(transaction).Set(0, group.Dimension);
        _findGroup.Set(1, group.Name);
        var id = (long)_findGroup.Scalar()!;
        if (_groups.Count >= MostRememberedGroups)
        {
            _groups.Clear();
        }

        return _groups[group] = id;
    }
}
