using Dapper;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Responses;

/// <summary>The rows of <c>responses</c>. Kept for 30 days, as OpenAI keeps its own.</summary>
internal sealed class ResponseStore(Database database, TimeProvider time)
{
    private const int SavesBetweenPurges = 256;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private int _saves;

    /// <summary>Keeps an answer; it can be referred to when the call returns.</summary>
    public async Task SaveAsync(StoredResponse response, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT OR REPLACE INTO responses (id, key_id, created_at, previous_id, request, answer) VALUES (@Id, @KeyId, @CreatedAt, @PreviousId, @Request, @Answer)",
            new { response.Id, response.KeyId, CreatedAt = now.ToUnixTimeMilliseconds(), response.PreviousId, response.Request, response.Answer },
            cancellationToken: cancellationToken));
        if (Interlocked.Increment(ref _saves) % SavesBetweenPurges == 1)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM responses WHERE created_at < @Before", new { Before = (now - Kept).ToUnixTimeMilliseconds() }, cancellationToken: cancellationToken));
        }
    }

    /// <summary>A key's answer, or null.</summary>
    public async Task<StoredResponse?> FindAsync(string id, string keyId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredResponse>(new CommandDefinition(
            "SELECT id AS Id, key_id AS KeyId, previous_id AS PreviousId, request AS Request, answer AS Answer FROM responses WHERE id = @id AND key_id = @keyId",
            new { id, keyId },
            cancellationToken: cancellationToken));
    }

    /// <summary>The answer and those it went on from, the oldest first; empty when it is not there. An answer in the chain that is gone ends it: what went before is lost.</summary>
    public async Task<IReadOnlyList<StoredResponse>> ChainAsync(string id, string keyId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<StoredResponse>(new CommandDefinition(
            """
            WITH RECURSIVE chain (depth, id) AS (
                SELECT 0, @id
                UNION
                SELECT depth + 1, previous_id FROM responses JOIN chain USING (id) WHERE previous_id IS NOT NULL AND key_id = @keyId AND depth < 1000
            )
            SELECT id AS Id, key_id AS KeyId, previous_id AS PreviousId, request AS Request, answer AS Answer
            FROM responses JOIN chain USING (id) WHERE key_id = @keyId ORDER BY depth DESC
            """,
            new { id, keyId },
            cancellationToken: cancellationToken));
        return rows.AsList();
    }

    /// <summary>Forgets a key's answer; false when there was none.</summary>
    public async Task<bool> DeleteAsync(string id, string keyId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition("DELETE FROM responses WHERE id = @id AND key_id = @keyId", new { id, keyId }, cancellationToken: cancellationToken)) > 0;
    }
}
