using Dapper;
using Weir.Storage.Sqlite;

namespace Weir.Routing.Overrides;

/// <summary>The rows of <c>model_overrides</c>. Each change counts the version up in the same transaction.</summary>
internal sealed class OverrideTable(Database database)
{
    /// <summary>The number of changes that the table has seen, on any node.</summary>
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT version FROM model_overrides_version", cancellationToken: cancellationToken));
    }

    public async Task<(long Version, IReadOnlyList<ModelOverride> Rows)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var version = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT version FROM model_overrides_version", transaction: transaction, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            "SELECT scope AS Scope, scope_id AS ScopeId, target AS Target, set_at AS SetAt, set_by AS SetBy FROM model_overrides",
            transaction: transaction,
            cancellationToken: cancellationToken));
        return (version, [.. rows.Select(static row => row.ToOverride()).Where(static set => set.Scope != OverrideScope.Unknown)]);
    }

    public Task WriteAsync(ModelOverride set, CancellationToken cancellationToken) => ChangeAsync(
        """
        INSERT INTO model_overrides (scope, scope_id, target, set_at, set_by) VALUES (@Scope, @ScopeId, @Target, @SetAt, @SetBy)
        ON CONFLICT (scope, scope_id) DO UPDATE SET target = @Target, set_at = @SetAt, set_by = @SetBy
        """,
        new { Scope = set.Scope.Word(), set.ScopeId, set.Target, SetAt = set.SetAt.ToUnixTimeMilliseconds(), set.SetBy },
        cancellationToken);

    public Task DeleteAsync(OverrideScope scope, string id, CancellationToken cancellationToken) =>
        ChangeAsync("DELETE FROM model_overrides WHERE scope = @Scope AND scope_id = @ScopeId", new { Scope = scope.Word(), ScopeId = id }, cancellationToken);

    private async Task ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("UPDATE model_overrides_version SET version = version + 1", transaction: transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed class Row
    {
        public required string Scope { get; init; }

        public required string ScopeId { get; init; }

        public required string Target { get; init; }

        public long SetAt { get; init; }

        public required string SetBy { get; init; }

        public ModelOverride ToOverride() => new()
        {
            Scope = OverrideScopes.Parse(Scope),
            ScopeId = ScopeId,
            Target = Target,
            SetAt = DateTimeOffset.FromUnixTimeMilliseconds(SetAt),
            SetBy = SetBy,
        };
    }
}
