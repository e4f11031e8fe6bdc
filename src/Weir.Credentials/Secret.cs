using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Credentials;

/// <summary>Secret text. Masked wherever it could be printed; opened at one call, <see cref="Reveal"/>.</summary>
[DebuggerDisplay("{Masked,nq}")]
[JsonConverter(typeof(MaskingConverter))]
public sealed class Secret
{
    private readonly string _value;

    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>First three and last four characters, e.g. <c>sk-...vX2Q</c>; only dots when the secret is shorter than 16.</summary>
    public string Masked => _value.Length < 16 ? "..." : $"{_value[..3]}...{_value[^4..]}";

    /// <summary>The secret itself. Call it where it goes on the wire or into a store, nowhere else.</summary>
    public string Reveal() => _value;

    public override string ToString() => Masked;

    internal sealed class MaskingConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Masked);
    }
}
