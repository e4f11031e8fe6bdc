using Dapper;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Caching;

/// <summary>The rows of <c>cached_answers</c>. What the database throws goes to the caller.</summary>
internal sealed class DatabaseAnswers(Database database)
{
    /// <summary>The answer of that digest, if it was given first after <paramref name="oldest"/>.</summary>
    public async Task<CachedAnswer?> FindAsync(string digest, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "SELECT stored_at AS StoredAt, model AS Model, content_type AS ContentType, dropped AS Dropped, body AS Body FROM cached_answers WHERE digest = @Digest AND stored_at > @Oldest",
            new { Digest = digest, Oldest = oldest.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return row is null ? null : new CachedAnswer(DateTimeOffset.FromUnixTimeMilliseconds(row.StoredAt), row.Model, row.ContentType, row.Dropped, row.Body);
    }

    /// <summary>Keeps the answer in the place of an older one.</summary>
    public async Task KeepAsync(string digest, CachedAnswer answer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO cached_answers (digest, stored_at, size, model, content_type, dropped, body) VALUES (@Digest, @StoredAt, @Size, @Model, @ContentType, @Dropped, @Body)
            ON CONFLICT (digest) DO UPDATE SET stored_at = @StoredAt, size = @Size, model = @Model, content_type = @ContentType, dropped = @Dropped, body = @Body
            """,
            new { Digest = digest, StoredAt = answer.StoredAt.ToUnixTimeMilliseconds(), answer.Size, answer.Model, answer.ContentType, answer.Dropped, Body = answer.Body.ToArray() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Deletes answers that were given first before <paramref name="oldest"/>, and the oldest of the others until the rest takes no more than <paramref name="most"/> bytes.</summary>
    public async Task SweepAsync(DateTimeOffset oldest, long most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM cached_answers WHERE stored_at <= @Oldest OR digest IN (
                SELECT digest FROM (SELECT digest, sum(size) OVER (ORDER BY stored_at DESC, digest) AS total FROM cached_answers WHERE stored_at > @Oldest) AS newest_first
                WHERE total > @Most)
            """,
            new { Oldest = oldest.ToUnixTimeMilliseconds(), Most = most },
            cancellationToken: cancellationToken));
    }

    private sealed class Row
    {
        public long StoredAt { get; init; }

        public required string Model { get; init; }

        public required string ContentType { get; init; }

        public string? Dropped { get; init; }

        public required byte[] Body { get; init; }
    }
}
