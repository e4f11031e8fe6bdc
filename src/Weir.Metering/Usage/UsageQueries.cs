using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Metering.Keys;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Usage;

/// <summary>
/// Reads the ledger. Sees what is folded into the database: a gateway folds a quarter of a second behind its answers, see
/// <see cref="Ledger.UsageLedger.FlushAsync"/>. Every method throws <see cref="Storage.StorageException"/> when the database can't be read.
/// </summary>
public sealed class UsageQueries(Database database)
{
    /// <summary>The most requests on a page.</summary>
    public const int LargestPage = 1000;

    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The sums over all requests that the filter lets through.</summary>
    public async Task<UsageTotals> TotalsAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (where, parameters) = FilterSql.From(filter);
        var rows = await QueryAsync<TotalsRow>($"SELECT {TotalsRow.Columns} FROM requests r {where}", parameters, cancellationToken);
        return rows[0].ToTotals();
    }

    /// <summary>The sums by group: days in their order, all others the dearest first, then those with the most requests.</summary>
    public async Task<IReadOnlyList<UsageGroup>> GroupsAsync(UsageGrouping by, UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (where, parameters) = FilterSql.From(filter);
        parameters.Add("Offset", (long)filter.UtcOffset.TotalMilliseconds);
        var name = by == UsageGrouping.Key ? "(SELECT name FROM keys WHERE keys.id = r.key_id)" : "NULL";
        var order = by == UsageGrouping.Day ? "min(r.time)" : "Cost DESC, Requests DESC, GroupKey";
        var rows = await QueryAsync<TotalsRow>(
            $"SELECT {Expression(by)} AS GroupKey, {name} AS GroupName, {TotalsRow.Columns} FROM requests r {where} GROUP BY 1 ORDER BY {order}",
            parameters,
            cancellationToken);
        return [.. rows.Select(row => Group(by, row))];
    }

    /// <summary>Requests, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to <see cref="LargestPage"/>.</param>
    /// <param name="before">Go on behind this id: the <see cref="RequestPage.Next"/> of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RequestPage> RecentAsync(UsageFilter filter, int limit, string? before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestPage);

        // One more than asked for tells whether there is another page.
        var keys = filter.Key is { } key ? await KeyIdsAsync(key, cancellationToken) : null;
        var (sql, parameters) = PageSql.From(filter, keys, limit + 1, before);
        var rows = await QueryAsync<RequestRow>(sql, parameters, cancellationToken);
        var page = rows.Take(limit).Select(static row => row.ToSummary()).ToList();
        return new RequestPage(page, rows.Count > limit ? page[^1].Record.Id : null);
    }

    /// <summary>One request with its attempts; null when the ledger has none with this id.</summary>
    public async Task<RequestDetail?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { Id = id });
        var rows = await QueryAsync<RequestRow>($"{RequestRow.Select} WHERE r.id = @Id", parameters, cancellationToken);
        if (rows is not [var row])
        {
            return null;
        }

        var attempts = await QueryAsync<AttemptRow>(AttemptRow.SelectOfRequest, parameters, cancellationToken);
        return new RequestDetail(row.ToRecord([.. attempts.Select(attempt => attempt.ToRecord())]), row.NameOfKey);
    }

    /// <summary>The ids that a key's name or id can mean; the text itself is always one of them.</summary>
    private async Task<IReadOnlyList<string>> KeyIdsAsync(string key, CancellationToken cancellationToken)
    {
        var id = FixedKeys.Names.Contains(key, StringComparer.Ordinal) ? FixedKeys.IdOf(key) : key;
        var named = await QueryAsync<string>("SELECT id FROM keys WHERE name = @Key", new DynamicParameters(new { Key = key }), cancellationToken);
        return [.. named.Append(id).Distinct(StringComparer.Ordinal)];
    }

    private static string Expression(UsageGrouping by) => by switch
    {
        UsageGrouping.Provider => "r.provider",
        UsageGrouping.Model => "coalesce(r.model_answered, r.model_asked)",
        UsageGrouping.Key => "r.key_id",
        UsageGrouping.User => "r.user",
        UsageGrouping.Day => $"CAST((r.time + @Offset) / {MillisecondsPerDay} AS TEXT)",
        UsageGrouping.Connection => "r.connection",
        UsageGrouping.Operation => "r.operation",
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Usage is not grouped by this."),
    };

    private static UsageGroup Group(UsageGrouping by, TotalsRow row) => by switch
    {
        UsageGrouping.Day => new UsageGroup(Day(row.GroupKey!), null, row.ToTotals()),
        UsageGrouping.Key => new UsageGroup(row.GroupKey, row.GroupName ?? FixedKeys.NameOf(row.GroupKey), row.ToTotals()),
        _ => new UsageGroup(row.GroupKey, null, row.ToTotals()),
    };

    private static string Day(string number) => DateOnly.FromDateTime(DateTime.UnixEpoch)
        .AddDays(int.Parse(number, CultureInfo.InvariantCulture))
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, DynamicParameters parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))];
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }
}
