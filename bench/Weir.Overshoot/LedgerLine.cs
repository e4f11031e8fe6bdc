using System.Globalization;
using Weir.Storage.Folders;
using Weir.Storage.Sqlite;

namespace Weir.Overshoot;

/// <summary>An attempt as Weir's ledger has it.</summary>
/// <param name="RequestId">Weir's id of the request.</param>
/// <param name="Request">The client's number of it.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="At">When the request came in.</param>
/// <param name="Nano">Its cost.</param>
/// <param name="Tokens">Input and output.</param>
/// <param name="IsTold">True when the upstream told the usage.</param>
internal sealed record LedgerLine(string RequestId, int Request, int Attempt, DateTimeOffset At, long Nano, long Tokens, bool IsTold)
{
    /// <summary>All lines of a data folder.</summary>
    public static async Task<IReadOnlyList<LedgerLine>> ReadAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var database = new Database(DataFolder.Open(dataFolder));
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT r.id, r.tags, a.number, r.time, a.cost_nano, a.input + a.output, a.estimated FROM attempts a JOIN requests r ON r.id = a.request_id ORDER BY r.id, a.number";
        var lines = new List<LedgerLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(new LedgerLine(
                reader.GetString(0),
                int.Parse(reader.GetString(1).AsSpan("proof=".Length), CultureInfo.InvariantCulture),
                reader.GetInt32(2),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                reader.GetInt64(4),
                reader.GetInt64(5),
                reader.GetInt64(6) == 0));
        }

        return lines;
    }
}
