using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Ingress.Models;

/// <summary>The model list in Anthropic's shape, paged by <c>limit</c>, <c>after_id</c> and <c>before_id</c>.</summary>
internal static class AnthropicModels
{
    private const int MostPerPage = 1000;
    private const int UsualPage = 20;

    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<ListedModel> models, IQueryCollection query)
    {
        var limit = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MostPerPage) : UsualPage;
        var (from, to) = Page(models, query, limit);
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        for (var i = from; i < to; i++)
        {
            Write(json, models[i].Name, models[i].Target);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more"u8, query.ContainsKey("before_id") ? from > 0 : to < models.Count);
        json.WriteString("first_id"u8, from < to ? models[from].Name : null);
        json.WriteString("last_id"u8, from < to ? models[to - 1].Name : null);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, Target target)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "model"u8);
        json.WriteString("id"u8, name);
        json.WriteString("display_name"u8, target.Model?.Name ?? name);
        json.WriteString("created_at"u8, ReleaseDates.Read(target.Model?.ReleaseDate).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (target.Model is { ContextLimit: > 0 } window)
        {
            json.WriteNumber("max_input_tokens"u8, window.ContextLimit);
        }

        if (target.Model is { OutputLimit: > 0 } model)
        {
            json.WriteNumber("max_tokens"u8, model.OutputLimit);
        }

        json.WriteEndObject();
    }

    private static (int From, int To) Page(IReadOnlyList<ListedModel> models, IQueryCollection query, int limit)
    {
        if (IndexOf(models, query["before_id"]) is { } before)
        {
            return (Math.Max(0, before - limit), before);
        }

        var from = IndexOf(models, query["after_id"]) is { } after ? after + 1 : 0;
        return (from, Math.Min(models.Count, from + limit));
    }

    private static int? IndexOf(IReadOnlyList<ListedModel> models, string? name)
    {
        for (var i = 0; name is not null && i < models.Count; i++)
        {
            if (models[i].Name == name)
            {
                return i;
            }
        }

        return null;
    }
}
