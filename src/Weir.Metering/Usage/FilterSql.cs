using Dapper;

namespace Weir.Metering.Usage;

/// <summary>A filter as a condition on <c>requests r</c> and its parameters.</summary>
internal static class FilterSql
{
    public const string IsFailed = "(r.error IS NOT NULL OR r.status >= 400)";

    public static (string Where, DynamicParameters Parameters) From(UsageFilter filter)
    {
        var conditions = new List<string>();
        var parameters = new DynamicParameters();
        Add("r.time >= @Since", "Since", filter.Since?.ToUnixTimeMilliseconds());
        Add("r.time < @Until", "Until", filter.Until?.ToUnixTimeMilliseconds());
        Add("r.provider = @Provider", "Provider", filter.Provider);
        Add("r.connection = @Connection", "Connection", filter.Connection);
        Add("(r.model_answered = @Model OR r.model_asked = @Model)", "Model", filter.Model);
        Add("r.user = @User", "User", filter.User);
        Add("r.operation = @Operation", "Operation", filter.Operation);
        Add("r.run_id = @RunId", "RunId", filter.RunId);
        if (filter.Key is { } key)
        {
            var id = Keys.FixedKeys.Names.Contains(key, StringComparer.Ordinal) ? Keys.FixedKeys.IdOf(key) : key;
            Add("r.key_id IN (SELECT @Key UNION SELECT id FROM keys WHERE name = @Key)", "Key", id);
        }

        if (filter.Failed is { } failed)
        {
            conditions.Add(failed ? IsFailed : "NOT " + IsFailed);
        }

        return (conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions), parameters);

        void Add(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
    }
}
