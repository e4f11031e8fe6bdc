using System.Text.Json;

namespace Weir.Catalog.Sync;

/// <summary>Reads <c>experimental.modes</c>: each mode is listed as a model of its own.</summary>
internal static class ModelsDevModes
{
    public static IEnumerable<CatalogModel> Read(CatalogModel model, JsonElement json, string where, List<string> notes)
    {
        if (json.Member("experimental", JsonValueKind.Object)?.Member("modes", JsonValueKind.Object) is not { } modes)
        {
            yield break;
        }

        foreach (var mode in modes.EnumerateObject().Where(mode => mode.Value.ValueKind == JsonValueKind.Object))
        {
            var id = $"{model.Id}-{mode.Name}";
            var wire = mode.Value.Member("provider", JsonValueKind.Object);
            yield return model with
            {
                Id = id,
                Name = $"{model.Name} ({mode.Name})",
                Price = mode.Value.Member("cost", JsonValueKind.Object) is { } cost
                    ? ModelsDevPrice.Read(cost, $"{where}, model '{id}'", notes)
                    : model.Price,
                Mode = new ModelMode(model.Id, wire?.Member("body", JsonValueKind.Object)?.Compact(), ReadHeaders(wire)),
            };
        }
    }

    private static Dictionary<string, string> ReadHeaders(JsonElement? wire)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (wire?.Member("headers", JsonValueKind.Object) is { } json)
        {
            foreach (var header in json.EnumerateObject().Where(header => header.Value.ValueKind == JsonValueKind.String))
            {
                headers[header.Name] = header.Value.GetString()!;
            }
        }

        return headers;
    }
}
