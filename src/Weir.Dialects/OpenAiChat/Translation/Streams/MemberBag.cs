using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Members gathered over a stream: the last value of each counts, in the order in which they first came.</summary>
internal sealed class MemberBag
{
    private readonly List<KeyValuePair<string, JsonElement>> _members = [];

    public IReadOnlyList<KeyValuePair<string, JsonElement>> Members => _members;

    public void Set(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }

        var at = _members.FindIndex(member => string.Equals(member.Key, name, StringComparison.Ordinal));
        if (at < 0)
        {
            _members.Add(new(name, value.Clone()));
        }
        else if (!Expect.IsHollow(value) || Expect.IsHollow(_members[at].Value))
        {
            _members[at] = new(name, value.Clone());
        }
    }

    public void Clear() => _members.Clear();

    /// <summary>The bag as extras.</summary>
    /// <param name="origin">A note to set, or null.</param>
    public Extras Build(string? origin = null)
    {
        var extras = default(ExtrasBuilder);
        if (origin is not null)
        {
            extras.Note(origin, Notes.Dialect);
        }

        foreach (var (name, value) in _members)
        {
            extras.Add(name, value);
        }

        return extras.Build(Notes.Dialect);
    }
}
