using System.Text.Json;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>An error as OpenAI's clients read it, with Weir's advice.</summary>
internal sealed record OpenAiError(string? Message, string? Type, string? Code, string? Action)
{
    public static OpenAiError Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        var error = document.RootElement.GetProperty("error");
        return new OpenAiError(Text(error, "message"), Text(error, "type"), Text(error, "code"), Text(error, "action"));
    }

    /// <summary>Says all that a person and a program need.</summary>
    public void AssertComplete()
    {
        Assert.False(string.IsNullOrWhiteSpace(Message));
        Assert.False(string.IsNullOrWhiteSpace(Type));
        Assert.False(string.IsNullOrWhiteSpace(Code));
        Assert.False(string.IsNullOrWhiteSpace(Action));
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
