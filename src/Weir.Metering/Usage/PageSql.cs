using Dapper;

namespace Weir.Metering.Usage;

/// <summary>
/// The statement for a page of requests, in the order of their ids, the newest first. A time is a range of ids (see <see cref="IdRange"/>): whatever the filter, an index in
/// that order ends the search at the page's last row. What can be one of several values (the ids of a key's name; a model as asked or as
/// answered) is searched once for each, as no index has them in one order.
/// </summary>
internal static class PageSql
{
    /// <param name="filter">Which.</param>
    /// <param name="keys">The ids of the filter's key; null where it names none.</param>
    /// <param name="limit">How many rows at most.</param>
    /// <param name="before">Only smaller ids; null for all.</param>
    public static (string Sql, DynamicParameters Parameters) From(UsageFilter filter, IReadOnlyList<string>? keys, int limit, string? before)
    {
        var shared = new List<string>();
        var parameters = new DynamicParameters();
        if (before is not null)
        {
            shared.Add("r.id < @Before");
            parameters.Add("Before", before);
        }

        FilterSql.AddOthers(shared, parameters, filter);
        parameters.Add("Limit", limit);
        var branches = new List<string>();
        var parts = IdRange.Of(filter, parameters);
        foreach (var key in KeyConditions(keys, parameters))
        {
            foreach (var model in ModelConditions(filter.Model, parameters))
            {
                foreach (var part in parts)
                {
                    var where = FilterSql.Where([.. part, .. shared, .. key, .. model]);
                    branches.Add($"SELECT id FROM (SELECT r.id FROM requests r {where} ORDER BY r.id DESC LIMIT @Limit) AS branch{branches.Count}");
                }
            }
        }

        return ($"{RequestRow.Select} WHERE r.id IN ({string.Join(" UNION ", branches)}) ORDER BY r.id DESC LIMIT @Limit", parameters);
    }

    private static IReadOnlyList<string[]> KeyConditions(IReadOnlyList<string>? keys, DynamicParameters parameters)
    {
        if (keys is null)
        {
            return [[]];
        }

        return [.. keys.Select((id, index) =>
        {
            parameters.Add($"Key{index}", id);
            return (string[])[$"r.key_id = @Key{index}"];
        })];
    }

    private static IReadOnlyList<string[]> ModelConditions(string? model, DynamicParameters parameters)
    {
        if (model is null)
        {
            return [[]];
        }

        parameters.Add("Model", model);
        return [["r.model_answered = @Model"], ["r.model_asked = @Model"]];
    }
}
