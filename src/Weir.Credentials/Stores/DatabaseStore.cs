using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Credentials.Stores.Sealing;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Credentials.Stores;

/// <summary>Secrets in Weir's database, each sealed under the master key, which is elsewhere. Their names are readable.</summary>
internal sealed class DatabaseStore(Database database, MasterKeys keys, SealedWrites writes, TimeProvider time) : ISealedStore
{
    public const string StoreName = "database";

    private const string Upsert =
        """
        INSERT INTO secrets (name, sealed, saved_at) VALUES (@Name, @Sealed, @At)
        ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at
        """;

    /// <summary>Called at each step of a rotation; tests fail there.</summary>
    internal Action<string>? Reached { get; init; }

    public string Name => StoreName;

    public string Description => $"encrypted rows of the database {database.File}";

    public async ValueTask<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await RunAsync(AnyAsync, cancellationToken) is { } some)
            {
                Seal.CheckKey(keys.Load(create: false), some);
            }

            return null;
        }
        catch (CredentialException e)
        {
            return e.Message;
        }
    }

    public async ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        byte[]? before = null;
        while (true)
        {
            var found = await RunAsync(
                connection => connection.QuerySingleOrDefaultAsync<byte[]>(
                    new CommandDefinition("SELECT sealed FROM secrets WHERE name = @name", new { name }, cancellationToken: cancellationToken)),
                cancellationToken);
            if (found is null)
            {
                return null;
            }

            try
            {
                return Seal.Open(keys.Load(create: false), name, found);
            }
            catch (CredentialException) when (before is null || !before.AsSpan().SequenceEqual(found))
            {
                // A rotation may have gone through between the look at the row and the one at the key: look again while the row changes.
                before = found;
            }
        }
    }

    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        using var held = await writes.LockAsync(cancellationToken);
        await RunAsync(
            async connection =>
            {
                var some = await AnyAsync(connection);
                var present = keys.Load(create: some is null);
                Seal.CheckKey(present, some);
                return await PutAsync(connection, null, name, Seal.Close(present.Sealing, name, secret.Span));
            },
            cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        using var held = await writes.LockAsync(cancellationToken);
        return await RunAsync(
            connection => connection.ExecuteAsync(
                new CommandDefinition("DELETE FROM secrets WHERE name = @name", new { name }, cancellationToken: cancellationToken)),
            cancellationToken) > 0;
    }

    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await RunAsync(
            connection => connection.QueryAsync<string>(new CommandDefinition("SELECT name FROM secrets", cancellationToken: cancellationToken)),
            cancellationToken);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    public async ValueTask<int> ResealAsync(MasterKeySet keys, CancellationToken cancellationToken) => await RunAsync(
        async connection =>
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            if (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM sqlite_master WHERE name = 'secrets'", transaction: transaction) == 0)
            {
                return 0;
            }

            var rows = (await connection.QueryAsync<Row>("SELECT name, sealed FROM secrets", transaction: transaction)).AsList();
            foreach (var row in rows)
            {
                await PutAsync(connection, transaction, row.Name, Seal.Close(keys.Sealing, row.Name, Seal.Open(keys, row.Name, row.Sealed)));
                Reached?.Invoke("database: row resealed");
            }

            cancellationToken.ThrowIfCancellationRequested();
            await transaction.CommitAsync(CancellationToken.None);
            return rows.Count;
        },
        cancellationToken);

    // Any sealed row: all are of the same key, but for a rotation.
    private static Task<byte[]?> AnyAsync(SqliteConnection connection) =>
        connection.QueryFirstOrDefaultAsync<byte[]>("SELECT sealed FROM secrets LIMIT 1");

    private Task<int> PutAsync(DbConnection connection, DbTransaction? transaction, string name, byte[] closed) => connection.ExecuteAsync(
        Upsert, new { Name = name, Sealed = closed, At = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);

    private async Task<T> RunAsync<T>(Func<SqliteConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            return await run(connection);
        }
        catch (SqliteException e)
        {
            throw Explain(database.Explain(e));
        }
        catch (StorageException e)
        {
            throw Explain(e);
        }
    }

    private static CredentialException Explain(StorageException e) => new(CredentialFailure.Unavailable, e.Message, e.Action, e);

    private sealed class Row
    {
        public string Name { get; init; } = "";

        public byte[] Sealed { get; init; } = [];
    }
}
