using System.Data.Common;
using Dapper;
using Weir.Metering.Analytics.Rollups;

namespace Weir.Metering.Analytics.Questions;

/// <summary>Reads sums, and the ledger where no sums are kept, into tallies.</summary>
internal static class UsageReading
{
    /// <summary>The tallies of a selection by cell.</summary>
    public static async Task<Dictionary<(string Key, string Then), Tally>> CellsAsync(
        DbConnection connection, UsageSelection selection, bool withLatencies, CancellationToken cancellationToken)
    {
        var cells = new Dictionary<(string Key, string Then), Tally>();
        var pieces = RangePiece.Cut(selection.From, selection.Until, selection.Finest);
        var kept = pieces.Where(static piece => piece.Level != RollupLevel.Unknown).ToList();
        if (kept.Count > 0)
        {
            await AddSumsAsync(connection, selection, kept, cells, cancellationToken);
            if (withLatencies)
            {
                await AddHistogramsAsync(connection, selection, kept, cells, cancellationToken);
            }
        }

        foreach (var piece in pieces.Where(static piece => piece.Level == RollupLevel.Unknown))
        {
            await foreach (var request in RequestsAsync(connection, selection, piece.From, piece.Until, cancellationToken))
            {
                foreach (var cell in selection.CellsOf(request))
                {
                    At(cells, cell).Add(request, 1);
                }
            }
        }

        return cells;
    }

    /// <summary>The requests of a selection that came in from one moment until another, one by one.</summary>
    public static async IAsyncEnumerable<BookedRequest> RequestsAsync(
        DbConnection connection,
        UsageSelection selection,
        long from,
        long until,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parameters = selection.Parameters();
        parameters.Add("From", from);
        parameters.Add("Until", until);
        var sql = $"SELECT {BookedRequest.Columns} FROM requests r WHERE r.time >= @From AND r.time < @Until{selection.OnRequests()}";
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var request = BookedRequestReader.Read(reader);
            if (selection.Passes(request))
            {
                yield return request;
            }
        }
    }

    /// <summary>Reads the sums of a row, which begin at a column.</summary>
    public static void AddSums(DbDataReader reader, int column, Tally tally)
    {
        for (var i = 0; i < MeasureColumns.All.Length; i++)
        {
            tally[(Measure)i] += reader.GetInt64(column + i);
        }
    }

    public static Tally At<TKey>(Dictionary<TKey, Tally> cells, TKey key)
        where TKey : notnull
    {
        if (!cells.TryGetValue(key, out var tally))
        {
            cells[key] = tally = new Tally();
        }

        return tally;
    }

    private static async Task AddSumsAsync(
        DbConnection connection,
        UsageSelection selection,
        List<RangePiece> pieces,
        Dictionary<(string Key, string Then), Tally> cells,
        CancellationToken cancellationToken)
    {
        var sql = $"{Select(selection, pieces, MeasureColumns.Join(static name => $"sum(s.{name})"))} GROUP BY 1, 2";
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, selection.Parameters(), cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            AddSums(reader, 2, At(cells, (reader.GetString(0), reader.GetString(1))));
        }
    }

    private static async Task AddHistogramsAsync(
        DbConnection connection,
        UsageSelection selection,
        List<RangePiece> pieces,
        Dictionary<(string Key, string Then), Tally> cells,
        CancellationToken cancellationToken)
    {
        var sql = Select(selection, pieces, "s.first_byte, s.duration");
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, selection.Parameters(), cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var tally = At(cells, (reader.GetString(0), reader.GetString(1)));
            tally.FirstByte.Merge(reader.GetFieldValue<byte[]>(2));
            tally.Duration.Merge(reader.GetFieldValue<byte[]>(3));
        }
    }

    // The pieces are a table of their own, so that each is one look into the index for each group.
    private static string Select(UsageSelection selection, List<RangePiece> pieces, string columns) =>
        $"""
        WITH pieces (level, first, last) AS (VALUES {string.Join(", ", pieces.Select(static piece => $"({(int)piece.Level}, {piece.From}, {piece.Until})"))})
        SELECT {selection.ColumnOf(selection.By)}, {selection.ColumnOf(selection.Then)}, {columns}
        FROM usage_groups g CROSS JOIN pieces p
        JOIN usage_sums s ON s.group_id = g.id AND s.level = p.level AND s.start >= p.first AND s.start < p.last
        WHERE g.dimension = @Dimension{selection.OnGroups()}
        """;
}
