using Dapper;

namespace Weir.Metering.Usage;

/// <summary>A filter as conditions on <c>requests r</c> and their parameters.</summary>
internal static class FilterSql
{
    public const string IsFailed = "(r.error IS NOT NULL OR r.status >= 400)";

    // Tags as sent have commas between them, with or without a space.
    private const string Tags = "(',' || replace(r.tags, ', ', ',') || ',')";

    /// <summary>All of it as one condition, for sums.</summary>
    public static (string Where, DynamicParameters Parameters) From(UsageFilter filter)
    {
        var conditions = new List<string>();
        var parameters = new DynamicParameters();
        Add(conditions, parameters, "r.time >= @Since", "Since", filter.Since?.ToUnixTimeMilliseconds());
        Add(conditions, parameters, "r.time < @Until", "Until", filter.Until?.ToUnixTimeMilliseconds());
        AddNames(conditions, parameters, filter);
        AddOthers(conditions, parameters, filter);
        return (Where(conditions), parameters);
    }

    /// <summary>The same with the time as a range of ids, for many rows of a part of the ledger: conditions, of which no row meets two.</summary>
    public static (IReadOnlyList<string> Wheres, DynamicParameters Parameters) ByIds(UsageFilter filter)
    {
        var conditions = new List<string>();
        var parameters = new DynamicParameters();
        AddNames(conditions, parameters, filter);
        AddOthers(conditions, parameters, filter);
        return ([.. IdRange.Of(filter, parameters).Select(part => Where([.. part, .. conditions]))], parameters);
    }

    private static void AddNames(List<string> conditions, DynamicParameters parameters, UsageFilter filter)
    {
        Add(conditions, parameters, "(r.model_answered = @Model OR r.model_asked = @Model)", "Model", filter.Model);
        if (filter.Key is { } key)
        {
            var id = Keys.FixedKeys.Names.Contains(key, StringComparer.Ordinal) ? Keys.FixedKeys.IdOf(key) : key;
            Add(conditions, parameters, "r.key_id IN (SELECT @Key UNION SELECT id FROM keys WHERE name = @Key)", "Key", id);
        }
    }

    /// <summary>What is neither time nor key nor model.</summary>
    public static void AddOthers(List<string> conditions, DynamicParameters parameters, UsageFilter filter)
    {
        Add(conditions, parameters, "r.provider = @Provider", "Provider", filter.Provider);
        Add(conditions, parameters, "r.connection = @Connection", "Connection", filter.Connection);
        Add(conditions, parameters, "r.user = @User", "User", filter.User);
        Add(conditions, parameters, "r.team = @Team", "Team", filter.Team);
        Add(conditions, parameters, "r.operation = @Operation", "Operation", filter.Operation);
        Add(conditions, parameters, "r.run_id = @RunId", "RunId", filter.RunId);
        Add(conditions, parameters, $"r.tags IS NOT NULL AND replace({Tags}, @Tag, '') <> {Tags}", "Tag", filter.Tag is { } tag ? $",{tag}," : null);
        Add(conditions, parameters, "r.cost_nano > @CostAbove", "CostAbove", filter.CostAbove?.Value);
        Add(conditions, parameters, "r.error = @Error", "Error", filter.Error);
        if (filter.Id is { } id)
        {
            conditions.Add("r.id >= @Id AND r.id < @BehindId");
            parameters.Add("Id", id);
            parameters.Add("BehindId", id + "~");
        }

        if (filter.Status is var (first, last))
        {
            conditions.Add("r.status BETWEEN @FirstStatus AND @LastStatus");
            parameters.Add("FirstStatus", first);
            parameters.Add("LastStatus", last);
        }

        // Said also where another part implies it: the index of failed requests is found by it.
        if (filter.Failed == true || filter.Error is not null || filter.Status is { First: >= 400 })
        {
            conditions.Add(IsFailed);
        }

        if (filter.Failed == false)
        {
            conditions.Add("NOT " + IsFailed);
        }
    }

    public static string Where(IReadOnlyCollection<string> conditions) => conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

    private static void Add(List<string> conditions, DynamicParameters parameters, string condition, string name, object? value)
    {
        if (value is not null)
        {
            conditions.Add(condition);
            parameters.Add(name, value);
        }
    }
}
