namespace Weir.Routing.Local;

/// <summary>What is known of each kind of server.</summary>
public static class LocalServerKinds
{
    private static readonly (LocalServerKind Kind, string Id, string Name, int Port)[] Known =
    [
        (LocalServerKind.Ollama, "ollama", "Ollama", 11434),
        (LocalServerKind.LmStudio, "lmstudio", "LM Studio", 1234),
        (LocalServerKind.LlamaCpp, "llamacpp", "llama.cpp", 8080),
        (LocalServerKind.Vllm, "vllm", "vLLM", 8000),
        (LocalServerKind.Jan, "jan", "Jan", 1337),
    ];

    /// <summary>Ports that such servers listen on unless told otherwise.</summary>
    public static IReadOnlyList<int> UsualPorts { get; } = [.. Known.Select(static known => known.Port)];

    /// <summary>The provider's id, which is also the usual connection's name.</summary>
    public static string ProviderId(this LocalServerKind kind) => Find(kind).Id;

    /// <summary>The name for people.</summary>
    public static string ProductName(this LocalServerKind kind) => Find(kind).Name;

    /// <summary>True for a provider whose servers charge nothing.</summary>
    public static bool IsOne(string providerId) => Known.Any(known => known.Id == providerId);

    private static (LocalServerKind Kind, string Id, string Name, int Port) Find(LocalServerKind kind)
    {
        foreach (var known in Known)
        {
            if (known.Kind == kind)
            {
                return known;
            }
        }

        return (LocalServerKind.Unknown, "openai-compatible", "OpenAI-compatible server", 0);
    }
}
