using System.Text;
using Weir.Routing.Targets;

namespace Weir.Gateway.Simulation;

/// <summary>One simulated answer: what it says, word by word, and what it counts.</summary>
internal sealed class SimulatorScript
{
    private static readonly string[] Lorem =
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua".Split(' ');

    private readonly SimulatedRequest _asked;
    private readonly bool _isChat;
    private readonly IReadOnlyList<string> _reasoning;
    private readonly IReadOnlyList<string> _words;
    private readonly string? _tool;
    private readonly string _finish;
    private readonly SimulatorJson.Head _head;

    private SimulatorScript(SimulatedRequest asked, bool isChat, IReadOnlyList<string> reasoning, IReadOnlyList<string> words, string? tool)
    {
        _asked = asked;
        _isChat = isChat;
        _reasoning = reasoning;
        var cut = asked.MaxTokens is { } limit && tool is null && words.Count > limit;
        _words = cut ? [.. words.Take(asked.MaxTokens!.Value)] : words;
        _tool = tool;
        _finish = tool is not null ? "tool_calls" : cut ? "length" : "stop";
        _head = new SimulatorJson.Head($"chatcmpl-sim{Guid.NewGuid():N}", isChat, asked.Model);
    }

    public int InputTokens => (int)Math.Max(1, (_asked.InputBytes + 3) / 4);

    public int OutputTokens => _reasoning.Count + (_tool is null ? _words.Count : 4);

    public static SimulatorScript For(SimulatedRequest asked, SimulatorSettings settings, bool isChat) => asked.Model switch
    {
        "lorem" => new(asked, isChat, [], LoremWords(asked.MaxTokens ?? settings.LoremTokens), null),
        "tools" when asked is { FirstTool: { } tool, LastIsToolResult: false } => new(asked, isChat, [], [], tool),
        "tools" => new(asked, isChat, [], Words(asked.LastIsToolResult ? "The tool has answered." : "No tool was offered."), null),
        "reason" => new(asked, isChat, Words("The user wrote something; repeating it is the right answer."), Words(asked.LastUserText), null),
        _ => new(asked, isChat, [], Words(asked.LastUserText), null),
    };

    /// <summary>The answer as one JSON document.</summary>
    public byte[] Whole() =>
        SimulatorJson.Whole(_head, string.Concat(_words), _reasoning.Count > 0 ? string.Concat(_reasoning) : null, _tool, _finish, Usage());

    /// <summary>The answer as the data of its stream's events, <c>[DONE]</c> included.</summary>
    public IEnumerable<string> Events()
    {
        if (_isChat)
        {
            yield return SimulatorJson.RoleChunk(_head);
        }

        foreach (var word in _reasoning)
        {
            yield return SimulatorJson.ReasoningChunk(_head, word);
        }

        if (_tool is not null)
        {
            yield return SimulatorJson.ToolStartChunk(_head, _tool);
            yield return SimulatorJson.ToolArgumentsChunk(_head, "{");
            yield return SimulatorJson.ToolArgumentsChunk(_head, "}");
        }

        foreach (var word in _words)
        {
            yield return SimulatorJson.TextChunk(_head, word);
        }

        yield return SimulatorJson.FinishChunk(_head, _finish);
        if (_asked.IncludeUsage)
        {
            yield return SimulatorJson.UsageChunk(_head, Usage());
        }

        yield return "[DONE]";
    }

    private SimulatorJson.Counts Usage() => new(InputTokens, OutputTokens, _reasoning.Count);

    private static string[] LoremWords(int count)
    {
        var words = new string[Math.Min(count, 100_000)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = (i == 0 ? "" : " ") + Lorem[i % Lorem.Length];
        }

        return words;
    }

    /// <summary>Cuts text before each space, so that the pieces together are the text.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var character in text)
        {
            if (character == ' ' && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(character);
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words.Count > 0 ? words : ["(nothing to repeat)"];
    }
}
