using Dapper;
using Weir.Storage.Sqlite;

namespace Weir.Routing.Saved;

/// <summary>The rows of <c>chains</c>. Each change counts the version up in the same transaction.</summary>
internal sealed class SavedChainTable(Database database)
{
    /// <summary>The number of changes that the table has seen, on any node.</summary>
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT version FROM chains_version", cancellationToken: cancellationToken));
    }

    public async Task<(long Version, IReadOnlyList<SavedChain> Rows)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var version = await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT version FROM chains_version", transaction: transaction, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            "SELECT name AS Name, settings AS Settings, set_at AS SetAt, set_by AS SetBy FROM chains ORDER BY name",
            transaction: transaction,
            cancellationToken: cancellationToken));
        return (version, [.. rows.Select(static row => row.ToChain())]);
    }

    public Task WriteAsync(SavedChain chain, CancellationToken cancellationToken) => ChangeAsync(
        """
        INSERT INTO chains (name, settings, set_at, set_by) VALUES (@Name, @Settings, @SetAt, @SetBy)
        ON CONFLICT (name) DO UPDATE SET settings = @Settings, set_at = @SetAt, set_by = @SetBy
        """,
        new { chain.Name, chain.Settings, SetAt = chain.SetAt.ToUnixTimeMilliseconds(), chain.SetBy },
        cancellationToken);

    /// <summary>False when there was none of that name.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => await ChangeAsync("DELETE FROM chains WHERE name = @Name", new { Name = name }, cancellationToken) > 0;

    private async Task<int> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("UPDATE chains_version SET version = version + 1", transaction: transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private sealed class Row
    {
        public required string Name { get; init; }

        public required string Settings { get; init; }

        public long SetAt { get; init; }

        public required string SetBy { get; init; }

        public SavedChain ToChain() => new() { Name = Name, Settings = Settings, SetAt = DateTimeOffset.FromUnixTimeMilliseconds(SetAt), SetBy = SetBy };
    }
}
