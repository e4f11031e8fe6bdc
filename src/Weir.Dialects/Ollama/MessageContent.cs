using System.Text;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Ollama;

/// <summary>The parts of a message, sorted into the members that it has here.</summary>
internal sealed class MessageContent
{
    public StringBuilder Text { get; } = new();

    public StringBuilder Thinking { get; } = new();

    /// <summary>Base64.</summary>
    public List<string> Images { get; } = [];

    public List<ToolCallPart> Calls { get; } = [];

    public bool IsEmpty => Text.Length == 0 && Thinking.Length == 0 && Images.Count == 0 && Calls.Count == 0;
}
