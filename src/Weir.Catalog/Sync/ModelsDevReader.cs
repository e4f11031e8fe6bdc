using System.Globalization;
using System.Text.Json;

namespace Weir.Catalog.Sync;

/// <summary>Reads models.dev's api.json and completes it from the tables here.</summary>
internal sealed class ModelsDevReader(List<string> notes)
{
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    private DateOnly _newest;

    /// <param name="root">The document.</param>
    /// <param name="date">The newest <c>last_updated</c> in it.</param>
    public List<CatalogProvider> Read(JsonElement root, out DateOnly date)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.EnumerateObject().Any())
        {
            throw NotAnApi("its top level is not an object of providers");
        }

        var providers = root.EnumerateObject().Select(entry => ReadProvider(entry.Name, entry.Value)).ToList();
        date = _newest;
        return providers;
    }

    private static CatalogSyncException NotAnApi(string why) => new(
        $"The input is not models.dev's api.json: {why}. Give the address or a copy of https://models.dev/api.json.");

    private CatalogProvider ReadProvider(string id, JsonElement json)
    {
        var where = $"provider '{id}'";
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw NotAnApi($"{where} is not an object");
        }

        var npm = json.Text("npm") ?? throw NotAnApi($"{where} has no 'npm'");
        var modelsJson = json.Member("models", JsonValueKind.Object) ?? throw NotAnApi($"{where} has no 'models'");
        var environment = json.Member("env", JsonValueKind.Array) ?? throw NotAnApi($"{where} has no 'env'");
        var variables = environment.Texts();
        var sdk = FindSdk(npm, where);
        var rule = ProviderTable.Find(id);
        var api = BaseUrls.Clean(json.Text("api"));
        var baseUrl = api ?? rule.BaseUrl ?? sdk.BaseUrl;
        var dialect = rule.Dialect ?? sdk.Dialect;
        var provider = new CatalogProvider
        {
            Id = id,
            Name = json.Text("name") ?? throw NotAnApi($"{where} has no 'name'"),
            Variables = variables,
            KeyVariables = rule.KeyVariables ?? KeyVariables.Of(variables, baseUrl),
            BaseUrl = baseUrl,
            Dialect = dialect,
            KeyPlacement = sdk.KeyPlacement,
            AuthMethods = SignInTable.Find(id),
            ServesOpenAiChat = rule.ServesOpenAiChat ?? (dialect == DialectNames.OpenAiChat
                || (api is null && sdk.ServesOpenAiChat)
                || modelsJson.EnumerateObject().Any(model => SpeaksChatAtHome(model.Value))),
            Documentation = json.Text("doc"),
            Npm = npm,
            Flows = FlowTable.Find(id),
            Models = new Dictionary<string, CatalogModel>(),
        };
        return provider with { Models = ReadModels(provider, new ModelTarget(provider, api is not null, rule), modelsJson, where) };
    }

    private Dictionary<string, CatalogModel> ReadModels(CatalogProvider provider, ModelTarget target, JsonElement json, string where)
    {
        var models = new Dictionary<string, CatalogModel>(StringComparer.Ordinal);
        foreach (var entry in json.EnumerateObject())
        {
            var at = $"{where}, model '{entry.Name}'";
            if (entry.Value.ValueKind != JsonValueKind.Object)
            {
                throw NotAnApi($"{at} is not an object");
            }

            var own = entry.Value.Member("provider", JsonValueKind.Object);
            var sdk = own?.Text("npm") is { } npm ? FindSdk(npm, at) : null;
            var model = target.Place(ModelsDevModel.Read(entry.Name, entry.Value, at, notes), own, sdk);
            models[model.Id] = model;
            Note(model.LastUpdated);
        }

        foreach (var entry in json.EnumerateObject())
        {
            foreach (var mode in ModelsDevModes.Read(models[entry.Name], entry.Value, where, notes))
            {
                if (!models.TryAdd(mode.Id, mode))
                {
                    notes.Add($"{provider.Id}: '{mode.Id}' is a model and a mode of '{entry.Name}' as well: the mode is left out.");
                }
            }
        }

        return models;
    }

    /// <summary>True for a model that says by itself that its provider's own address answers OpenAI chat.</summary>
    private static bool SpeaksChatAtHome(JsonElement model) =>
        model.ValueKind == JsonValueKind.Object
        && model.Member("provider", JsonValueKind.Object) is { } own
        && own.Text("api") is null
        && own.Text("npm") == SdkTable.OpenAiCompatible;

    private Sdk FindSdk(string npm, string where)
    {
        if (SdkTable.Find(npm) is { } known)
        {
            return known;
        }

        notes.Add($"{where}: the SDK '{npm}' is not in the table of SDKs; it is taken for an OpenAI-compatible one.");
        return new Sdk(npm, DialectNames.OpenAiChat, null, KeyPlacements.Bearer);
    }

    private void Note(string? updated)
    {
        if (DateOnly.TryParseExact(updated, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day > _newest)
        {
            _newest = day;
        }
    }
}
