using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Walks JSON objects property by property; a thin skin over <see cref="Utf8JsonReader"/> that checks what it finds.</summary>
internal ref struct JsonLineReader
{
    private Utf8JsonReader _json;

    private readonly bool IsNumber => _json.TokenType == JsonTokenType.Number;

    /// <exception cref="JsonException">The line doesn't begin with an object.</exception>
    public JsonLineReader(ReadOnlySpan<byte> line)
    {
        _json = new Utf8JsonReader(line);
        _json.Read();
        Expect(JsonTokenType.StartObject);
    }

    /// <summary>Moves to the next property of the object at hand; false at its end.</summary>
    public bool NextProperty()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.EndObject;
    }

    /// <summary>Compares the property's name and, when it is the one, moves to its value.</summary>
    public bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name) && _json.Read();

    /// <summary>The name of the property at hand, for objects whose names are data; moves to its value.</summary>
    public string Name()
    {
        Expect(JsonTokenType.PropertyName);
        var name = _json.GetString()!;
        _json.Read();
        return name;
    }

    public readonly string String()
    {
        Expect(JsonTokenType.String);
        return _json.GetString()!;
    }

    /// <summary>The text's raw bytes; only for values that are never escaped.</summary>
    public readonly ReadOnlySpan<byte> Bytes()
    {
        Expect(JsonTokenType.String);
        return _json.ValueSpan;
    }

    public readonly int Int32() => IsNumber && _json.TryGetInt32(out var value) ? value : throw Unexpected();

    public readonly long Int64() => IsNumber && _json.TryGetInt64(out var value) ? value : throw Unexpected();

    public readonly decimal Decimal() => IsNumber && _json.TryGetDecimal(out var value) ? value : throw Unexpected();

    public readonly bool Boolean() => _json.TokenType is JsonTokenType.True or JsonTokenType.False ? _json.GetBoolean() : throw Unexpected();

    /// <summary>Enters the object that is the value at hand; walk it with <see cref="NextProperty"/>.</summary>
    public readonly void EnterObject() => Expect(JsonTokenType.StartObject);

    /// <summary>Enters the array that is the value at hand; walk it with <see cref="NextElement"/>.</summary>
    public readonly void EnterArray() => Expect(JsonTokenType.StartArray);

    /// <summary>Moves to the next element of the array at hand; false at its end.</summary>
    public bool NextElement()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    public string[] Strings()
    {
        EnterArray();
        var list = new List<string>(4);
        while (NextElement())
        {
            list.Add(String());
        }

        return [.. list];
    }

    /// <summary>The value at hand as JSON text.</summary>
    public string Raw(ReadOnlySpan<byte> line)
    {
        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        return System.Text.Encoding.UTF8.GetString(line[start..(int)_json.BytesConsumed]);
    }

    public void Skip()
    {
        if (_json.TokenType == JsonTokenType.PropertyName)
        {
            _json.Read();
        }

        _json.Skip();
    }

    private readonly void Expect(JsonTokenType type)
    {
        if (_json.TokenType != type)
        {
            throw Unexpected();
        }
    }

    private readonly JsonException Unexpected() => new($"unexpected {_json.TokenType} at byte {_json.TokenStartIndex}");
}
