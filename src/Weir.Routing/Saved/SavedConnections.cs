using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Weir.Storage.Sqlite;

namespace Weir.Routing.Saved;

/// <summary>The rows of <c>connections</c>, and the list of them that snapshots are made of. Safe for concurrent calls.</summary>
public sealed partial class SavedConnections(Database database, TimeProvider time)
{
    private IReadOnlyList<SavedConnection> _current = [];

    /// <summary>A connection was added, changed or removed here: what it was, and what it is.</summary>
    public event Action<SavedConnection?, SavedConnection?>? Changed;

    /// <summary>All of them as last read or changed here, the oldest first. Never waits.</summary>
    public IReadOnlyList<SavedConnection> Current => Volatile.Read(ref _current);

    /// <summary>Reads the table again.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            "SELECT name AS Name, provider AS Provider, auth_method AS AuthMethod, base_url AS BaseUrl, variables AS Variables, settings AS Settings, is_enabled AS IsEnabled FROM connections ORDER BY created_at, name",
            cancellationToken: cancellationToken));
        Volatile.Write(ref _current, [.. rows.Select(static row => row.ToConnection())]);
    }

    /// <summary>Keeps the connection, in the place of one of the same name.</summary>
    public async Task SaveAsync(SavedConnection saved, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(saved);
        var before = Find(saved.Name);
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO connections (name, provider, auth_method, base_url, variables, settings, is_enabled, created_at)
                VALUES (@Name, @Provider, @AuthMethod, @BaseUrl, @Variables, @Settings, @IsEnabled, @CreatedAt)
                ON CONFLICT (name) DO UPDATE SET provider = @Provider, auth_method = @AuthMethod, base_url = @BaseUrl, variables = @Variables, settings = @Settings, is_enabled = @IsEnabled
                """,
                new
                {
                    saved.Name,
                    saved.Provider,
                    saved.AuthMethod,
                    BaseUrl = saved.BaseUrl?.AbsoluteUri,
                    Variables = JsonSerializer.Serialize(saved.Variables, VariablesJson.Default.IReadOnlyDictionaryStringString),
                    saved.Settings,
                    IsEnabled = saved.Enabled,
                    CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                cancellationToken: cancellationToken));
        }

        await LoadAsync(cancellationToken);
        Changed?.Invoke(before, saved);
    }

    /// <summary>Forgets the connection; false when there was none of that name.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        int removed;
        var before = Find(name);
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            removed = await connection.ExecuteAsync(new CommandDefinition("DELETE FROM connections WHERE name = @name", new { name }, cancellationToken: cancellationToken));
        }

        await LoadAsync(cancellationToken);
        if (removed > 0 && before is not null)
        {
            Changed?.Invoke(before, null);
        }

        return removed > 0;
    }

    private SavedConnection? Find(string name) => Current.FirstOrDefault(known => known.Name == name);

    private sealed class Row
    {
        public required string Name { get; init; }

        public required string Provider { get; init; }

        public string? AuthMethod { get; init; }

        public string? BaseUrl { get; init; }

        public required string Variables { get; init; }

        public required string Settings { get; init; }

        public long IsEnabled { get; init; }

        public SavedConnection ToConnection() => new()
        {
            Name = Name,
            Provider = Provider,
            AuthMethod = AuthMethod,
            BaseUrl = BaseUrl is null ? null : new Uri(BaseUrl),
            Variables = JsonSerializer.Deserialize(Variables, VariablesJson.Default.IReadOnlyDictionaryStringString) ?? new Dictionary<string, string>(),
            Settings = Settings,
            Enabled = IsEnabled != 0,
        };
    }

    [JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
    private sealed partial class VariablesJson : JsonSerializerContext;
}
