using Dapper;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Budgets;

/// <summary>Rows of the ledger, put in its tables directly.</summary>
internal static class LedgerRows
{
    /// <summary>Adds a finished request in one transaction, with the attempt that answered, and beside it one that broke off if that used something.</summary>
    public static async Task AddAsync(Database database, string id, DateTimeOffset at, long nano, long tokens, string? user, long cutTokens = 0)
    {
        await using var connection = await database.OpenAsync(MeteringRoom.Token);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await connection.ExecuteAsync(
            """
            INSERT INTO requests (id, time, user, dialect, operation, streamed, input, cached_read, cached_write, input_audio, output, reasoning,
                                  output_audio, estimated, cost_nano, status, duration_us, attempts)
            VALUES (@id, @time, @user, 'openai-chat', 'chat.completions', 0, @tokens, 0, 0, 0, 0, 0, 0, 0, @nano, 200, 1, 1);
            INSERT INTO attempts (request_id, number, connection, model, started_us, duration_us, status, input, cached_read, cached_write,
                                  input_audio, output, reasoning, output_audio, estimated, cost_nano)
            SELECT @id, 2, 'lab', 'm', 0, 1, 200, @cutTokens, 0, 0, 0, 0, 0, 0, 0, 0 WHERE @cutTokens > 0
            UNION ALL SELECT @id, 1, 'lab', 'm', 0, 1, 200, @tokens, 0, 0, 0, 0, 0, 0, 0, @nano;
            """,
            new { id, time = at.ToUnixTimeMilliseconds(), user, nano, tokens, cutTokens },
            transaction);
        await transaction.CommitAsync();
    }
}
