namespace Weir.Catalog.Sync;

/// <summary>Providers that models.dev doesn't list: server kinds on the user's own machine, and Weir's simulator.</summary>
internal static class WeirProviders
{
    private static readonly CatalogAuthMethod[] KeyOrNone = [new("api", "API key"), new("none", "No key")];
    private static readonly CatalogAuthMethod[] NoneOrKey = [new("none", "No key"), new("api", "API key")];

    public static IReadOnlyList<CatalogProvider> All { get; } =
    [
        Server("openai-compatible", "OpenAI-compatible server", null, KeyOrNone, "https://platform.openai.com/docs/api-reference/chat"),
        Server("ollama", "Ollama", "http://127.0.0.1:11434/v1", NoneOrKey, "https://docs.ollama.com/api/openai-compatibility"),
        Server("llamacpp", "llama.cpp", "http://127.0.0.1:8080/v1", NoneOrKey, "https://github.com/ggml-org/llama.cpp/tree/master/tools/server"),
        Server("vllm", "vLLM", "http://127.0.0.1:8000/v1", NoneOrKey, "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html"),
        Simulator(),
    ];

    private static CatalogProvider Server(string id, string name, string? baseUrl, CatalogAuthMethod[] auth, string documentation) => new()
    {
        Id = id,
        Name = name,
        Variables = [],
        KeyVariables = [],
        BaseUrl = baseUrl,
        Dialect = DialectNames.OpenAiChat,
        KeyPlacement = KeyPlacements.Bearer,
        AuthMethods = auth,
        ServesOpenAiChat = true,
        Documentation = documentation,
        Npm = SdkTable.OpenAiCompatible,
        Models = new Dictionary<string, CatalogModel>(),
    };

    private static CatalogProvider Simulator() => new()
    {
        Id = "simulator",
        Name = "Weir's simulator",
        Variables = [],
        KeyVariables = [],
        BaseUrl = null,
        Dialect = DialectNames.Simulator,
        KeyPlacement = KeyPlacements.None,
        AuthMethods = [new("none", "No key")],
        ServesOpenAiChat = false,
        Models = new[]
        {
            SimulatorModel("echo", "Echo (simulator)", ModelCapabilities.None),
            SimulatorModel("lorem", "Lorem ipsum (simulator)", ModelCapabilities.None),
            SimulatorModel("tools", "Tool calls (simulator)", ModelCapabilities.ToolCall),
            SimulatorModel("reason", "Reasoning (simulator)", ModelCapabilities.Reasoning),
        }.ToDictionary(model => model.Id, StringComparer.Ordinal),
    };

    private static CatalogModel SimulatorModel(string id, string name, ModelCapabilities special) => new()
    {
        Id = id,
        Name = name,
        ContextLimit = 1_000_000,
        OutputLimit = 100_000,
        Price = new ModelPrice(new TokenRates(0, 0), []),
        InputModalities = CatalogModel.TextOnly,
        OutputModalities = CatalogModel.TextOnly,
        Capabilities = special | ModelCapabilities.Temperature,
    };
}
