using System.Text;
using System.Text.Json;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Money;

/// <summary>Reads from a body, in one pass, what a budget has to know of it. Where a member stands twice the larger one counts: nobody knows which of them the provider heeds.</summary>
internal ref struct SizeScanner(ReadOnlySpan<byte> body, Operation operation, string? path)
{
    /// <summary>More answers than any provider makes of one request.</summary>
    private const int MostChoices = 128;

    private const int LongestShown = 40;

    private readonly LimitNames _limits = LimitNames.Of(operation, path);
    private readonly List<string> _set = [];
    private Utf8JsonReader _reader = new(body, new JsonReaderOptions { MaxDepth = 128 });
    private MediaTally _media;
    private bool _hidden;
    private bool _speaks;
    private string? _service;
    private long? _limit;
    private int _choices = 1;
    private int _prompts = 1;
    private WeirError? _problem;

    /// <summary>The size, or what is wrong with the request's limits.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="operation">What is asked for.</param>
    /// <param name="path">Of a pass-through: the provider's own path.</param>
    public static (RequestSize Size, WeirError? Problem) Scan(ReadOnlySpan<byte> body, Operation operation, string? path = null)
    {
        var scanner = new SizeScanner(body, operation, path);
        try
        {
            scanner.Run();
        }
        catch (JsonException)
        {
            // Not JSON: its bytes are all that is known of it.
            return (new RequestSize { TextBytes = body.Length, Pictures = 1, HasAudio = true }, null);
        }
        catch (InvalidOperationException)
        {
            // What stands behind it could not be counted, and some providers read on.
            return (RequestSize.Empty, new WeirError(ErrorKind.InvalidRequest, "The body has a name or a type with half of a surrogate pair in it.", "Write the character whole, or leave it out."));
        }

        return (scanner.Size(body.Length) with { MayWriteForAnHour = MayWriteForAnHour(body) }, scanner._problem);
    }

    private readonly RequestSize Size(int length) => new()
    {
        TextBytes = length - _media.Bytes,
        Pictures = _media.Pictures,
        FileTokens = _media.FileTokens,
        HasAudio = _media.HasAudio,
        HasHiddenInput = _hidden || _media.HasUnknown,
        DearService = _service,
        MayAnswerAudio = _speaks,
        Limit = _limit,
        LimitMembers = _set,
        Choices = (int)Math.Min((long)_choices * _prompts, int.MaxValue),
    };

    private void Run()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (NameIn(_limits.Top) is { } name)
            {
                _reader.Read();
                TakeLimit(name);
                _set.Add(name);
            }
            else if (_reader.ValueTextEquals("n"u8) || _reader.ValueTextEquals("best_of"u8))
            {
                TakeChoices();
            }
            else if (NameIn(_limits.Configs) is { } config)
            {
                _set.Add(config);
                TakeConfig();
            }
            else if (_reader.ValueTextEquals("service_tier"u8) || _reader.ValueTextEquals("serviceTier"u8) || _reader.ValueTextEquals("speed"u8) || _reader.ValueTextEquals("inference_geo"u8))
            {
                TakeService();
            }
            else
            {
                TakeOther();
            }
        }
    }

    // Anthropic's cache_control has {"ttl": "1h"}; a text that is written with escapes may hide one.
    private static bool MayWriteForAnHour(ReadOnlySpan<byte> body) =>
        body.IndexOf("\"1h\""u8) >= 0 || (body.IndexOf("cache_control"u8) >= 0 && (body.IndexOf("\\u0031"u8) >= 0 || body.IndexOf("\\u0068"u8) >= 0));

    private readonly string? NameIn(string[] names)
    {
        foreach (var name in names)
        {
            if (_reader.ValueTextEquals(name))
            {
                return name;
            }
        }

        return null;
    }

    private void TakeLimit(string name)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out var limit) || limit < 1)
        {
            _problem ??= Bad(name, $"\"{name}\" must be a whole number of 1 or more.");
            _reader.Skip();
            return;
        }

        _limit = Math.Max(_limit ?? 0, limit);
    }

    private void TakeChoices()
    {
        var name = _reader.GetString()!;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out var choices) || choices is < 1 or > MostChoices)
        {
            _problem ??= Bad(name, $"\"{name}\" must be a whole number from 1 to {MostChoices}.");
            _reader.Skip();
            return;
        }

        _choices = Math.Max(_choices, choices);
    }

    /// <summary>Gemini's and Bedrock's settings, which stand in an object of their own.</summary>
    private void TakeConfig()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("candidateCount"u8) || _reader.ValueTextEquals("candidate_count"u8))
            {
                TakeChoices();
                continue;
            }

            var limit = NameIn(_limits.InConfig);
            var isModality = _reader.ValueTextEquals("responseModalities"u8) || _reader.ValueTextEquals("response_modalities"u8);
            _reader.Read();
            _speaks |= isModality;
            if (limit is not null)
            {
                TakeLimit(limit);
            }
            else
            {
                _reader.Skip();
            }
        }
    }

    /// <summary>Modes that providers bill above their list.</summary>
    private void TakeService()
    {
        var name = _reader.GetString()!;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.String && !(name == "inference_geo" ? _reader.ValueTextEquals("global"u8) : IsUsualService()))
        {
            _service ??= $"\"{name}\": \"{Encoding.UTF8.GetString(_reader.ValueSpan[..Math.Min(_reader.ValueSpan.Length, LongestShown)])}\"";
        }

        _reader.Skip();
    }

    private readonly bool IsUsualService() =>
        _reader.ValueTextEquals("auto"u8) || _reader.ValueTextEquals("default"u8) || _reader.ValueTextEquals("flex"u8) || _reader.ValueTextEquals("standard"u8)
        || _reader.ValueTextEquals("standard_only"u8) || _reader.ValueTextEquals("on_demand"u8) || _reader.ValueTextEquals("batch"u8);

    private void TakeOther()
    {
        _speaks |= _reader.ValueTextEquals("modalities"u8) || _reader.ValueTextEquals("audio"u8);
        _hidden |= HiddenInput.IsMember(_reader) || (operation == Operations.Responses && _reader.ValueTextEquals("prompt"u8));
        var isPrompt = operation == Operations.Completions && _reader.ValueTextEquals("prompt"u8);
        var isTools = _reader.ValueTextEquals("tools"u8);
        _reader.Read();
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var (prompts, depth) = (0, _reader.CurrentDepth);
        while (_reader.Read() && _reader.CurrentDepth > depth)
        {
            prompts += _reader.CurrentDepth == depth + 1 && _reader.TokenType is JsonTokenType.String or JsonTokenType.StartArray ? 1 : 0;
            if (_reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (isTools)
            {
                _hidden |= _reader.CurrentDepth == depth + 2 && HiddenInput.IsHostedTool(_reader, operation);
            }
            else
            {
                _hidden |= HiddenInput.IsReference(_reader);
                _media.Take(ref _reader);
            }
        }

        _prompts = isPrompt ? Math.Max(_prompts, prompts) : _prompts;
    }

    private static WeirError Bad(string name, string message) => new(ErrorKind.InvalidRequest, message, $"Correct \"{name}\" and send the request again.") { Param = name };
}
