using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Ingress.Models;

/// <summary>The model list in Gemini's shape, paged by <c>pageSize</c> and <c>pageToken</c>.</summary>
internal static class GeminiModels
{
    private const int MostPerPage = 1000;
    private const int UsualPage = 50;

    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<ListedModel> models, IQueryCollection query)
    {
        var size = int.TryParse(query["pageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MostPerPage) : UsualPage;
        var from = int.TryParse(query["pageToken"], NumberStyles.None, CultureInfo.InvariantCulture, out var token) ? Math.Min(token, models.Count) : 0;
        var to = Math.Min(models.Count, from + size);
        json.WriteStartObject();
        json.WriteStartArray("models"u8);
        for (var i = from; i < to; i++)
        {
            Write(json, models[i].Name, models[i].Target);
        }

        json.WriteEndArray();
        if (to < models.Count)
        {
            json.WriteString("nextPageToken"u8, to.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, Target target)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, "models/" + name);
        json.WriteString("version"u8, target.Model?.ReleaseDate ?? "");
        json.WriteString("displayName"u8, target.Model?.Name ?? name);
        json.WriteNumber("inputTokenLimit"u8, target.Model?.ContextLimit ?? 0);
        json.WriteNumber("outputTokenLimit"u8, target.Model?.OutputLimit ?? 0);
        json.WriteStartArray("supportedGenerationMethods"u8);
        json.WriteStringValue("generateContent"u8);
        json.WriteStringValue("countTokens"u8);
        json.WriteEndArray();
        json.WriteBoolean("thinking"u8, target.Model?.Capabilities.HasFlag(ModelCapabilities.Reasoning) ?? false);
        json.WriteEndObject();
    }
}
