namespace Weir.Routing.Local;

/// <summary>Model servers that people run on their own machines.</summary>
public enum LocalServerKind
{
    /// <summary>It answers OpenAI's model list, and says no more of itself.</summary>
    Unknown = 0,
    Ollama,
    LmStudio,
    LlamaCpp,
    Vllm,
    Jan,
}
