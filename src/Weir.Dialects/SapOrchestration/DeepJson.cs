using System.Text.Json;

namespace Weir.Dialects.SapOrchestration;

/// <summary>How JSON that this gateway itself has just written is read again: as deep as it may be, as a schema moves some levels down on its way into another dialect.</summary>
internal static class DeepJson
{
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 256 };
}
