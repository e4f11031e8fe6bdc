using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Credentials.Refresh;

/// <summary>
/// Leases as rows of Weir's database, counted by the database's clock: all who share the file share it. A lease that ends later than any can
/// was taken before the clock was set back, and one of a process of this machine that is gone is free at once.
/// </summary>
internal sealed class DatabaseLeases(Database database, TimeProvider time) : ICredentialLeases
{
    /// <summary>A lease that is not renewed ends after this.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    /// <summary>Nobody waits longer: a renewal takes seconds, and a holder that is dead frees its lease by then.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(75);

    private const string Now = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)";

    private const string Take =
        $"""
        INSERT INTO credential_leases (connection, holder, ends_at) VALUES (@Connection, @Holder, {Now} + @Length)
        ON CONFLICT (connection) DO UPDATE SET holder = excluded.holder, ends_at = excluded.ends_at
        WHERE credential_leases.ends_at <= {Now} OR credential_leases.ends_at > {Now} + @Length
        """;

    private const string Look = "SELECT holder, ends_at AS EndsAt FROM credential_leases WHERE connection = @connection";

    private const string Free = "DELETE FROM credential_leases WHERE connection = @Connection AND holder = @Holder";

    private const string Renew = $"UPDATE credential_leases SET ends_at = {Now} + @Length WHERE connection = @Connection AND holder = @Holder";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <exception cref="CredentialException">The database can't be used, or another process renews for longer than anybody should.</exception>
    public async ValueTask<IAsyncDisposable> AcquireAsync(string connection, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connection);
        var holder = LeaseHolder.New();
        var start = time.GetTimestamp();
        for (var pause = FirstPause; !await TakeAsync(connection, holder, cancellationToken); pause = Min(pause * 2, LongestPause))
        {
            if (time.GetElapsedTime(start) > LongestWait)
            {
                throw new CredentialException(CredentialFailure.Unavailable, $"Another Weir has been renewing the credential of \"{connection}\" for too long.", "Try again in a while.");
            }

            await Task.Delay(pause, time, cancellationToken);
        }

        return new DatabaseLease(time, token => RenewAsync(connection, holder, token), () => FreeAsync(connection, holder));
    }

    private async Task<bool> TakeAsync(string connection, string holder, CancellationToken cancellationToken)
    {
        if (await ExecuteAsync(Take, connection, holder, cancellationToken) == 1)
        {
            return true;
        }

        if (await RunAsync(db => db.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Look, new { connection }, cancellationToken: cancellationToken)), cancellationToken) is { } row
            && LeaseHolder.IsGone(row.Holder, DateTimeOffset.FromUnixTimeMilliseconds(row.EndsAt) - Length))
        {
            await ExecuteAsync(Free, connection, row.Holder, cancellationToken);
            return await ExecuteAsync(Take, connection, holder, cancellationToken) == 1;
        }

        return false;
    }

    /// <summary>False when it is somebody else's by now.</summary>
    private async Task<bool> RenewAsync(string connection, string holder, CancellationToken cancellationToken) =>
        await ExecuteAsync(Renew, connection, holder, cancellationToken) == 1;

    private Task<int> FreeAsync(string connection, string holder) => ExecuteAsync(Free, connection, holder, CancellationToken.None);

    private Task<int> ExecuteAsync(string sql, string connection, string holder, CancellationToken cancellationToken) => RunAsync(
        db => db.ExecuteAsync(new CommandDefinition(
            sql,
            new { Connection = connection, Holder = holder, Length = (long)Length.TotalMilliseconds },
            cancellationToken: cancellationToken)),
        cancellationToken);

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

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private sealed class Row
    {
        public string Holder { get; init; } = "";

        public long EndsAt { get; init; }
    }
}
