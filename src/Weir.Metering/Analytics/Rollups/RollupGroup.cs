using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Rollups;

/// <summary>Whose sums are kept: a value of one dimension, or, with <paramref name="Parts"/>, a combination of all single ones.</summary>
/// <param name="Dimension">One of <see cref="RollupDimensions"/>.</param>
/// <param name="Name">The value; empty for requests that have none.</param>
/// <param name="Parts">A combination's values in the order of <see cref="RollupDimensions.Cube"/>; null for all others.</param>
internal sealed record RollupGroup(string Dimension, string Name, string[]? Parts = null)
{
    public bool Equals(RollupGroup? other) => other is not null && Dimension == other.Dimension && Name == other.Name;

    public override int GetHashCode() => HashCode.Combine(Dimension, Name);
}

/// <summary>The dimensions, as the database names them.</summary>
internal static class RollupDimensions
{
    public const string All = "all";
    public const string OfCube = "cube";
    public const string Tag = "tag";

    /// <summary>More tags of one request are not looked at, so that a client can't make Weir count for ever.</summary>
    public const int MostTags = 16;

    /// <summary>The columns of <c>usage_groups</c> that a combination has.</summary>
    public static readonly string[] Cube = ["provider", "connection", "model", "key_id", "user", "team", "operation"];

    private const char Between = '\u001f';

    /// <summary>The name of a grouping by one dimension.</summary>
    public static string Of(UsageGrouping by) => by switch
    {
        UsageGrouping.Provider => "provider",
        UsageGrouping.Connection => "connection",
        UsageGrouping.Model => "model",
        UsageGrouping.Key => "key_id",
        UsageGrouping.User => "user",
        UsageGrouping.Team => "team",
        UsageGrouping.Operation => "operation",
        UsageGrouping.Tag => Tag,
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "This is no dimension."),
    };

    /// <summary>The value of a request on a dimension of the cube; empty for none.</summary>
    public static string ValueOf(BookedRequest request, string dimension) => dimension switch
    {
        "provider" => request.Provider,
        "connection" => request.Connection,
        "model" => request.Model,
        "key_id" => request.KeyId,
        "user" => request.User,
        "team" => request.Team,
        "operation" => request.Operation,
        All => null,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "This is no dimension of the cube."),
    }
    ?? "";

    /// <summary>Each tag of a request once; one empty one where it has none.</summary>
    public static IReadOnlyList<string> TagsOf(BookedRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Tags))
        {
            return [""];
        }

        var tags = request.Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal).Take(MostTags).ToList();
        return tags.Count == 0 ? [""] : tags;
    }

    /// <summary>The combination that a request is part of.</summary>
    public static RollupGroup CombinationOf(BookedRequest request)
    {
        var parts = Array.ConvertAll(Cube, dimension => ValueOf(request, dimension));
        return new RollupGroup(OfCube, string.Join(Between, parts), parts);
    }
}
