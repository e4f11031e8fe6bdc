using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>The members of a request, and which of them were read.</summary>
internal readonly struct RequestFields(JsonElement request)
{
    private readonly HashSet<string> _took = new(StringComparer.Ordinal) { "model", "messages" };

    /// <summary>True when the member was read.</summary>
    public bool Took(string name) => _took.Contains(name);

    /// <summary>The member's value without having read it.</summary>
    public JsonElement Peek(string name) => request.Member(name);

    /// <summary>The member's value; undefined when it is missing or null.</summary>
    public JsonElement Take(string name)
    {
        _took.Add(name);
        return request.Member(name);
    }

    public string? Text(string name) => Take(name) is { ValueKind: not JsonValueKind.Undefined } value ? Expect.Text(value, name) : null;

    public int? Whole(string name) => Take(name) is { ValueKind: not JsonValueKind.Undefined } value ? Expect.Whole(value, name) : null;

    public double? Number(string name) => Take(name) is { ValueKind: not JsonValueKind.Undefined } value ? Expect.Number(value, name) : null;

    public bool? Truth(string name) => Take(name) is { ValueKind: not JsonValueKind.Undefined } value ? Expect.Truth(value, name) : null;
}
