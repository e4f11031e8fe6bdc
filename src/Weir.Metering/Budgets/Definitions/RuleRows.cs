using System.Data.Common;
using Dapper;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets.Definitions;

/// <summary>The tables of what was set by command or in the console. Every change of one of them moves the one version that says when to read them again.</summary>
internal sealed class RuleRows(Database database)
{
    /// <summary>Writes a rule and moves the version, both or neither. Returns how many rows changed.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<int> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            var changed = await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync("UPDATE budgets_version SET version = version + 1", transaction: transaction);
            await transaction.CommitAsync(cancellationToken);
            return changed;
        }
        catch (DbException e)
        {
            throw database.Explain(e);
        }
    }

    /// <summary>Reads rules.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<TRow>> ReadAsync<TRow>(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<TRow>(new CommandDefinition(sql, cancellationToken: cancellationToken))];
    }

    /// <summary>A number that moves with every change, by whichever process.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT version FROM budgets_version", cancellationToken: cancellationToken));
    }
}
