using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Weir.Storage.Sqlite;

namespace Weir.Storage.Migrations;

/// <summary>
/// Brings the database to the shape this program knows: all missing migrations of all rooms in one transaction, or none. Safe when two
/// processes start at once: the second waits for the first, then finds nothing to do.
/// </summary>
public sealed partial class Migrator(
    Database database, IEnumerable<MigrationSet> sets, TimeProvider time, ILogger<Migrator> logger)
{
    private const string CreateTable =
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            scope      TEXT    NOT NULL,
            number     INTEGER NOT NULL,
            name       TEXT    NOT NULL,
            checksum   TEXT    NOT NULL,
            applied_at INTEGER NOT NULL, -- unix milliseconds
            PRIMARY KEY (scope, number)
        )
        """;

    private readonly IReadOnlyList<MigrationSet> _sets = [.. sets.OrderBy(set => set.Scope, StringComparer.Ordinal)];

    /// <summary>Applies what is missing and returns it, in order; empty when the database is up to date.</summary>
    /// <exception cref="StorageException">
    /// The database was written by a newer Weir, a migration was changed after it was applied, or the file can't be used.
    /// </exception>
    public async Task<IReadOnlyList<AppliedMigration>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return await MigrateAsync(connection, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }

    private async Task<IReadOnlyList<AppliedMigration>> MigrateAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        // Not deferred: the write lock is taken before the table is read, so that a second process can't decide on what it read before.
        await using var transaction = connection.BeginTransaction(deferred: false);
        await connection.ExecuteAsync(CreateTable, transaction: transaction);
        var rows = await connection.QueryAsync<Row>("SELECT scope, number, name, checksum FROM schema_migrations", transaction: transaction);
        var present = rows.ToLookup(row => row.Scope, StringComparer.Ordinal);

        var applied = new List<AppliedMigration>();
        foreach (var set in _sets)
        {
            var known = set.Migrations.ToDictionary(migration => migration.Number);
            foreach (var row in present[set.Scope])
            {
                Check(row, known);
            }

            var numbers = present[set.Scope].Select(row => (int)row.Number).ToHashSet();
            foreach (var migration in set.Migrations.Where(migration => !numbers.Contains(migration.Number)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await ApplyAsync(connection, transaction, set.Scope, migration);
                applied.Add(new AppliedMigration(set.Scope, migration.Number, migration.Name));
            }
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var migration in applied)
        {
            LogApplied(migration.Scope, migration.Number, migration.Name);
        }

        return applied;
    }

    private void Check(Row row, Dictionary<int, Migration> known)
    {
        if (!known.TryGetValue((int)row.Number, out var migration))
        {
            throw new StorageException(
                $"The database '{database.File}' was written by a newer Weir: it has {row.Scope} {row.Number} ({row.Name}), which this one does not know.",
                "Run the newer Weir, or restore the backup from before the update.");
        }

        if (migration.Checksum != row.Checksum)
        {
            throw new StorageException(
                $"The migration {row.Scope} {row.Number} ({row.Name}) is not the one that '{database.File}' was made with.",
                "Run the Weir that wrote the database, or restore a backup.");
        }
    }

    private async Task ApplyAsync(SqliteConnection connection, SqliteTransaction transaction, string scope, Migration migration)
    {
        await connection.ExecuteAsync(migration.Sql, transaction: transaction);
        await connection.ExecuteAsync(
            "INSERT INTO schema_migrations (scope, number, name, checksum, applied_at) VALUES (@Scope, @Number, @Name, @Checksum, @At)",
            new { Scope = scope, migration.Number, migration.Name, migration.Checksum, At = time.GetUtcNow().ToUnixTimeMilliseconds() },
            transaction);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Database migrated: {Scope} {Number} ({Name})")]
    private partial void LogApplied(string scope, int number, string name);

    private sealed class Row
    {
        public string Scope { get; init; } = "";

        public long Number { get; init; }

        public string Name { get; init; } = "";

        public string Checksum { get; init; } = "";
    }
}
