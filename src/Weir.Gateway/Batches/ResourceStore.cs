using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Batches;

/// <summary>The rows of <c>resources</c>. Every method throws <see cref="Storage.StorageException"/> when the database can't be used.</summary>
internal sealed class ResourceStore(Database database)
{
    private const string Columns =
        "SELECT id, connection, kind, key_id AS KeyId, user, tags, run_id AS RunId, batch_id AS BatchId, model, held, created_at AS CreatedAt, settled_at AS SettledAt FROM resources";

    private const string Insert =
        """
        INSERT INTO resources (id, connection, kind, key_id, user, tags, run_id, batch_id, model, held, created_at)
        VALUES (@Id, @Connection, @Kind, @KeyId, @User, @Tags, @RunId, @BatchId, @Model, @Held, @CreatedAt)
        ON CONFLICT (id, connection) DO NOTHING
        """;

    /// <summary>Remembers resources; those that are known stay as they are, and whose they are.</summary>
    public Task AddAsync(IEnumerable<Resource> resources, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            await connection.ExecuteAsync(Insert, resources.Select(static resource => new { resource.Id, resource.Connection, resource.Kind, resource.KeyId, resource.User, resource.Tags, resource.RunId, resource.BatchId, resource.Model, Held = HeldText(resource.Held), CreatedAt = resource.CreatedAt.ToUnixTimeMilliseconds() }), transaction);
            await transaction.CommitAsync(cancellationToken);
            return 0;
        },
        cancellationToken);

    /// <summary>A key's resources with this id: one for each connection that has one.</summary>
    public Task<IReadOnlyList<Resource>> FindAsync(string id, string keyId, CancellationToken cancellationToken) =>
        QueryAsync($"{Columns} WHERE id = @id AND key_id = @keyId", new { id, keyId }, cancellationToken);

    /// <summary>Those of the ids that the key has at a connection.</summary>
    public async Task<IReadOnlySet<string>> OwnAsync(IReadOnlyCollection<string> ids, string connection, string keyId, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync($"{Columns} WHERE id IN @ids AND connection = @connection AND key_id = @keyId", new { ids, connection, keyId }, cancellationToken);
        return rows.Select(static row => row.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The batches and responses whose bill is not booked, the oldest first.</summary>
    public Task<IReadOnlyList<Resource>> OpenAsync(CancellationToken cancellationToken) =>
        QueryAsync($"{Columns} WHERE kind IN ('batch', 'response') AND settled_at IS NULL ORDER BY created_at", null, cancellationToken);

    /// <summary>Notes that the bill of a batch or response is booked.</summary>
    public Task SettleAsync(Resource resource, DateTimeOffset at, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync("UPDATE resources SET settled_at = @At WHERE id = @Id AND connection = @Connection", new { At = at.ToUnixTimeMilliseconds(), resource.Id, resource.Connection }),
        cancellationToken);

    /// <summary>Forgets responses that providers keep no longer.</summary>
    public Task ForgetResponsesAsync(DateTimeOffset before, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync("DELETE FROM resources WHERE kind = 'response' AND settled_at < @Before", new { Before = before.ToUnixTimeMilliseconds() }),
        cancellationToken);

    /// <summary>Forgets what was deleted.</summary>
    public Task RemoveAsync(Resource resource, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync("DELETE FROM resources WHERE id = @Id AND connection = @Connection", new { resource.Id, resource.Connection }),
        cancellationToken);

    private static string? HeldText(IReadOnlyDictionary<string, string> held) => held.Count == 0 ? null : string.Join('\n', held.Select(static entry => $"{entry.Value} {entry.Key}"));

    private static Dictionary<string, string> HeldOf(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ', 2)).ToDictionary(static parts => parts[1], static parts => parts[0], StringComparer.Ordinal);

    private Task<IReadOnlyList<Resource>> QueryAsync(string sql, object? parameters, CancellationToken cancellationToken) => RunAsync<IReadOnlyList<Resource>>(
        async connection => [.. (await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).Select(static row => row.ToResource())],
        cancellationToken);

    private async Task<T> RunAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return await work(connection);
        }
        catch (SqliteException exception)
        {
            throw database.Explain(exception);
        }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Connection { get; init; } = "";

        public string Kind { get; init; } = "";

        public string KeyId { get; init; } = "";

        public string? User { get; init; }

        public string? Tags { get; init; }

        public string? RunId { get; init; }

        public string? BatchId { get; init; }

        public string? Model { get; init; }

        public string? Held { get; init; }

        public long CreatedAt { get; init; }

        public long? SettledAt { get; init; }

        public Resource ToResource() => new()
        {
            Id = Id,
            Connection = Connection,
            Kind = Kind,
            KeyId = KeyId,
            User = User,
            Tags = Tags,
            RunId = RunId,
            BatchId = BatchId,
            Model = Model,
            Held = HeldOf(Held),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            SettledAt = SettledAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        };
    }
}
