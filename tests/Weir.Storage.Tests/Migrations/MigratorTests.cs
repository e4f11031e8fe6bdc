using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Storage.Tests.Migrations;

public sealed class MigratorTests : IDisposable
{
    private static readonly Migration First = new(1, "create-rivers", "CREATE TABLE rivers (name TEXT); CREATE INDEX i ON rivers(name);");
    private static readonly Migration Second = new(2, "add-length", "ALTER TABLE rivers ADD COLUMN length INTEGER;");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fresh_database_gets_all_in_order()
    {
        var applied = await MigrateAsync(new MigrationSet("test", [Second, First]));

        Assert.Equal([1, 2], applied.Select(migration => migration.Number));
        await using var connection = await _folder.OpenAsync();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(length) FROM rivers"));
    }

    [Fact]
    public async Task An_older_database_gets_what_it_lacks_and_keeps_its_rows()
    {
        await MigrateAsync(new MigrationSet("test", [First]));
        await using var connection = await _folder.OpenAsync();
        await connection.ExecuteAsync("INSERT INTO rivers VALUES ('Isar')");

        var applied = await MigrateAsync(new MigrationSet("test", [First, Second]));

        Assert.Equal([2], applied.Select(migration => migration.Number));
        Assert.Equal("Isar", await connection.ExecuteScalarAsync<string>("SELECT name FROM rivers WHERE length IS NULL"));
    }

    [Fact]
    public async Task A_second_run_does_nothing()
    {
        await MigrateAsync(new MigrationSet("test", [First]));
        Assert.Empty(await MigrateAsync(new MigrationSet("test", [First])));
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_left_alone()
    {
        await MigrateAsync(new MigrationSet("test", [First, Second]));
        var other = new MigrationSet("another", [new Migration(1, "create-lakes", "CREATE TABLE lakes (name TEXT)")]);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => MigrateAsync(other, new MigrationSet("test", [First])));

        Assert.Contains("newer Weir", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("add-length", refusal.Message, StringComparison.Ordinal);
        await using var connection = await _folder.OpenAsync();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM sqlite_master WHERE name = 'lakes'"));
    }

    [Fact]
    public async Task A_migration_edited_after_its_release_is_refused()
    {
        await MigrateAsync(new MigrationSet("test", [First]));

        var edited = new Migration(First.Number, First.Name, First.Sql + " -- a word more");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => MigrateAsync(new MigrationSet("test", [edited, Second])));

        Assert.Contains("create-rivers", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum() =>
        Assert.Equal(new Migration(1, "a", "x\ny").Checksum, new Migration(1, "a", "x\r\ny").Checksum);

    [Fact]
    public async Task A_migration_that_fails_leaves_no_trace_of_those_before_it()
    {
        var broken = new Migration(2, "broken", "CREATE TABLE fine (a); CREATE TABLE rivers (again);");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => MigrateAsync(new MigrationSet("test", [First, broken])));

        Assert.Contains("rivers", refusal.Message, StringComparison.Ordinal);
        await using var connection = await _folder.OpenAsync();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Many_at_once_apply_each_migration_once()
    {
        var set = new MigrationSet("test", [First, Second]);

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Migrator(new Database(_folder.Data), set).MigrateAsync(TestContext.Current.CancellationToken))));

        Assert.Equal(2, runs.Sum(run => run.Count));
    }

    [Fact]
    public void A_number_used_twice_is_a_bug_of_the_room() =>
        Assert.Throws<ArgumentException>(() => new MigrationSet("test", [First, First]));

    private Task<IReadOnlyList<AppliedMigration>> MigrateAsync(params MigrationSet[] sets) =>
        Migrator(_folder.Database, sets).MigrateAsync(TestContext.Current.CancellationToken);

    private static Migrator Migrator(Database database, params MigrationSet[] sets) =>
        new(database, sets, TimeProvider.System, NullLogger<Migrator>.Instance);
}
