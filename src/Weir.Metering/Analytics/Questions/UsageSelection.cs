using System.Data.Common;
using Dapper;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Keys;
using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Questions;

/// <summary>A question's dimensions and filters, and which sums can answer it.</summary>
internal sealed class UsageSelection
{
    // Every moment that a ledger can know, at the borders of months.
    private static readonly long Latest = new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private UsageSelection(string? by, string? then, IReadOnlyList<(string Dimension, string[] Values)> filters, UsageScope scope)
    {
        By = by;
        Then = then;
        Filters = filters;
        From = scope.Since?.ToUnixTimeMilliseconds() ?? 0;
        Until = scope.Until?.ToUnixTimeMilliseconds() ?? Latest;
        string[] asked = [.. new[] { by, then }.OfType<string>().Concat(filters.Select(static filter => filter.Dimension)).Distinct(StringComparer.Ordinal)];
        Dimension = asked switch
        {
            [] => RollupDimensions.All,
            [var only] => only,
            _ when asked.Contains(RollupDimensions.Tag) => null,
            _ => RollupDimensions.OfCube,
        };
    }

    public string? By { get; }

    public string? Then { get; }

    public IReadOnlyList<(string Dimension, string[] Values)> Filters { get; }

    /// <summary>Unix milliseconds.</summary>
    public long From { get; }

    /// <summary>The first moment after it.</summary>
    public long Until { get; }

    /// <summary>Whose sums answer it; null when none do, and the ledger must: a tag and something else.</summary>
    public string? Dimension { get; }

    /// <summary>The shortest span that sums are kept of.</summary>
    public RollupLevel Finest => Dimension switch
    {
        null => RollupLevel.Month + 1,
        RollupDimensions.OfCube => RollupLevel.Day,
        _ => RollupLevel.Hour,
    };

    /// <summary>Makes one; a key's name becomes the ids that have it.</summary>
    public static async Task<UsageSelection> OfAsync(
        DbConnection connection, UsageGrouping? by, UsageGrouping? then, UsageScope scope, CancellationToken cancellationToken)
    {
        var filters = new List<(string, string[])>();
        Add("provider", scope.Provider);
        Add("connection", scope.Connection);
        Add("model", scope.Model);
        Add("user", scope.User);
        Add("team", scope.Team);
        Add("operation", scope.Operation);
        Add(RollupDimensions.Tag, scope.Tag);
        if (scope.Key is { } key)
        {
            var id = FixedKeys.Names.Contains(key, StringComparer.Ordinal) ? FixedKeys.IdOf(key) : key;
            var ids = await connection.QueryAsync<string>(
                new CommandDefinition("SELECT id FROM keys WHERE name = @Key", new { Key = key }, cancellationToken: cancellationToken));
            filters.Add(("key_id", [id, .. ids]));
        }

        return new UsageSelection(Name(by), Name(then), filters, scope);

        void Add(string dimension, string? value)
        {
            if (value is not null)
            {
                filters.Add((dimension, [value]));
            }
        }
    }

    /// <summary>The condition on <c>usage_groups g</c>; its parameters are those of <see cref="Parameters"/>.</summary>
    public string OnGroups() => string.Concat(Filters.Select((filter, number) =>
        $" AND g.{(Dimension == RollupDimensions.OfCube ? Quoted(filter.Dimension) : "name")} IN @F{number}"));

    /// <summary>The condition on <c>requests r</c>. Tags are left to <see cref="Passes"/>.</summary>
    public string OnRequests() => string.Concat(Filters.Select(static (filter, number) =>
        filter.Dimension == RollupDimensions.Tag ? " AND r.tags IS NOT NULL" : $" AND {Column(filter.Dimension)} IN @F{number}"));

    public DynamicParameters Parameters()
    {
        var parameters = new DynamicParameters();
        parameters.Add("Dimension", Dimension);
        for (var i = 0; i < Filters.Count; i++)
        {
            parameters.Add($"F{i}", Filters[i].Values);
        }

        return parameters;
    }

    /// <summary>The column of <c>usage_groups g</c> that has a value of this dimension.</summary>
    public string ColumnOf(string? dimension) =>
        dimension is null ? "''" : Dimension == RollupDimensions.OfCube ? "g." + Quoted(dimension) : "g.name";

    /// <summary>True when the request has the tags that are asked for.</summary>
    public bool Passes(BookedRequest request) =>
        Filters.All(filter => filter.Dimension != RollupDimensions.Tag || RollupDimensions.TagsOf(request).Contains(filter.Values[0], StringComparer.Ordinal));

    /// <summary>The cells that a request counts in.</summary>
    public IEnumerable<(string Key, string Then)> CellsOf(BookedRequest request) =>
        from key in Values(request, By) from then in Values(request, Then) select (key, then);

    private IEnumerable<string> Values(BookedRequest request, string? dimension) => dimension switch
    {
        null => [""],
        RollupDimensions.Tag when Filters.FirstOrDefault(static filter => filter.Dimension == RollupDimensions.Tag) is { Values: { } only } => only,
        RollupDimensions.Tag => RollupDimensions.TagsOf(request),
        _ => [RollupDimensions.ValueOf(request, dimension)],
    };

    private static string? Name(UsageGrouping? by) => by is { } grouping ? RollupDimensions.Of(grouping) : null;

    private static string Column(string dimension) => dimension == "model" ? "coalesce(r.model_answered, r.model_asked)" : "r." + Quoted(dimension);

    private static string Quoted(string column) => column == "user" ? "\"user\"" : column;
}
