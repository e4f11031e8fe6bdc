using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>The dialect's name, and the notes on form that its readers leave for its writers.</summary>
internal static class Notes
{
    public const string Dialect = "openai-chat";

    /// <summary>On conversations and answers: they were read from this dialect, so their form is kept.</summary>
    public const string Origin = "$origin";

    /// <summary>The form of a message's content: <see cref="List"/> or <see cref="Empty"/> where the writer would choose another.</summary>
    public const string Content = "$content";

    public const string List = "list";

    public const string Empty = "empty";

    /// <summary>The member that reasoning came in: <c>reasoning_content</c>, <c>reasoning</c>, <c>content</c> or <c>reasoning_details</c>.</summary>
    public const string Field = "$field";

    /// <summary>An item of <c>reasoning_details</c> without its text.</summary>
    public const string Detail = "$detail";

    /// <summary>The plain member that says the same as the detail.</summary>
    public const string Twin = "$twin";

    /// <summary>The wire's stop word.</summary>
    public const string Stop = "$stop";

    /// <summary>The usage object as it came.</summary>
    public const string Usage = "$usage";

    /// <summary>The whole part, tool or object as it came, where its form has more than the neutral one tells.</summary>
    public const string Raw = "$raw";

    /// <summary>The obsolete form was used: <c>function_call</c>, <c>functions</c>, the role <c>function</c>.</summary>
    public const string Legacy = "$legacy";

    /// <summary>The member that holds the limit of output tokens.</summary>
    public const string Limit = "$limit";

    /// <summary>Before the name of a member that belongs to the message inside a choice, or that repeats what the parts say.</summary>
    public const string Inner = "$m:";

    /// <summary>True when the bag is of this dialect and has that note.</summary>
    public static bool Has(this Extras extras, string note) => extras.TryGet(Dialect, note, out _);

    /// <summary>The text of a note of this dialect, or null.</summary>
    public static string? Note(this Extras extras, string note) => extras.Text(Dialect, note);

    /// <summary>Writes the members that were kept under <see cref="Inner"/>.</summary>
    public static void WriteInner(this Utf8JsonWriter json, Extras extras) => json.WriteInner(extras, static _ => true);

    /// <summary>Writes those of them that pass.</summary>
    public static void WriteInner(this Utf8JsonWriter json, Extras extras, Func<string, bool> passes)
    {
        if (!extras.Are(Dialect))
        {
            return;
        }

        foreach (var (name, value) in extras.Members)
        {
            if (name.StartsWith(Inner, StringComparison.Ordinal) && passes(name[Inner.Length..]))
            {
                json.WriteRaw(name[Inner.Length..], value);
            }
        }
    }

    /// <summary>True when a member of that name was kept under <see cref="Inner"/>.</summary>
    public static bool HasInner(this Extras extras, string name) => extras.TryGet(Dialect, Inner + name, out _);
}
