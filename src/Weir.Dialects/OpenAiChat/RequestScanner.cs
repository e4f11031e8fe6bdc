using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using Weir.Dialects.Bodies;
using Weir.Dialects.Errors;

namespace Weir.Dialects.OpenAiChat;

/// <summary>Reads the few fields of an OpenAI-shaped JSON request that the gateway acts on, and checks that the rest is JSON at all.</summary>
public static class RequestScanner
{
    /// <summary>Deeper nesting than any real request; a limit so that hostile input costs nothing.</summary>
    public const int MaxDepth = 128;

    private static readonly byte[] UsageField = ",\"stream_options\":{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] UsageObject = "{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] UsageMember = "\"include_usage\":true"u8.ToArray();
    private static readonly byte[] UsageMemberFirst = "\"include_usage\":true,"u8.ToArray();
    private static readonly byte[] True = "true"u8.ToArray();

    /// <summary>Scans a body. On failure <paramref name="error"/> says what is wrong and where, and nothing else is set.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="facts">What was found.</param>
    /// <param name="error">What is wrong with it; null on success.</param>
    /// <param name="needsModel">False where the model stands in the address: then a body without one is fine.</param>
    public static bool TryScan(ReadOnlySpan<byte> body, out RequestFacts facts, out WeirError? error, bool needsModel = true)
    {
        facts = default;
        if (!Utf8.IsValid(body))
        {
            error = Bad("The request body is not valid UTF-8.", "Send the JSON body encoded as UTF-8.");
            return false;
        }

        try
        {
            var scan = new Scan(body);
            error = scan.Run(needsModel);
            if (error is null)
            {
                facts = scan.Facts();
            }

            return error is null;
        }
        catch (JsonException exception)
        {
            error = Bad(Describe(exception, body), "Send a JSON object as the API reference of this endpoint shows it.");
            return false;
        }
    }

    private static string Describe(JsonException exception, ReadOnlySpan<byte> body) =>
        body.IsEmpty
            ? "The request body is empty."
            : exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? $"The request body is nested more than {MaxDepth} levels deep."
                : $"The request body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).";

    private static WeirError Bad(string message, string action, string? param = null) =>
        new(ErrorKind.InvalidRequest, message, action) { Param = param };

    private ref struct Scan(ReadOnlySpan<byte> body)
    {
        private Utf8JsonReader _reader = new(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        private string? _model;
        private int _modelOffset;
        private int _modelLength;
        private bool _stream;
        private bool _background;
        private bool _wantsUsage;
        private bool _sawStreamOptions;
        private Splice? _usageSplice;
        private long _textBytes;
        private int _mediaParts;

        public WeirError? Run(bool needsModel)
        {
            if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
            {
                return Bad("The request body must be a JSON object.", "Send a JSON object with at least a \"model\".");
            }

            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                var problem =
                    _reader.ValueTextEquals("model"u8) ? ReadModel() :
                    _reader.ValueTextEquals("stream"u8) ? ReadStream() :
                    _reader.ValueTextEquals("stream_options"u8) ? ReadStreamOptions() :
                    _reader.ValueTextEquals("messages"u8) ? ReadMessages() :
                    _reader.ValueTextEquals("background"u8) ? ReadBackground() :
                    CountText();
                if (problem is not null)
                {
                    return problem;
                }
            }

            // Reading on proves that nothing follows the object.
            _reader.Read();
            return _model is null && needsModel
                ? Bad("The request names no model.", "Set \"model\" to one that GET /v1/models lists.", "model")
                : null;
        }

        public readonly RequestFacts Facts() => new()
        {
            Model = _model ?? "",
            ModelOffset = _modelOffset,
            ModelLength = _modelLength,
            Stream = _stream,
            Background = _background,
            WantsStreamUsage = _wantsUsage,
            AskForUsage = !_stream || _wantsUsage
                ? null
                : _usageSplice ?? new Splice(_modelOffset + _modelLength, 0, UsageField),
            TextBytes = _textBytes,
            MediaParts = _mediaParts,
        };

        private WeirError? ReadModel()
        {
            if (_model is not null)
            {
                return Bad("The request names \"model\" twice.", "Send one \"model\".", "model");
            }

            _reader.Read();
            if (_reader.TokenType != JsonTokenType.String)
            {
                return WrongType("model", "a string");
            }

            _model = _reader.GetString();
            if (string.IsNullOrWhiteSpace(_model))
            {
                return Bad("\"model\" is empty.", "Set \"model\" to one that GET /v1/models lists.", "model");
            }

            _modelOffset = (int)_reader.TokenStartIndex;
            _modelLength = (int)_reader.BytesConsumed - _modelOffset;
            return null;
        }

        private WeirError? ReadStream()
        {
            _reader.Read();
            switch (_reader.TokenType)
            {
                case JsonTokenType.True:
                    _stream = true;
                    return null;
                case JsonTokenType.False or JsonTokenType.Null:
                    _stream = false;
                    return null;
                default:
                    return WrongType("stream", "true or false");
            }
        }

        private WeirError? ReadStreamOptions()
        {
            if (_sawStreamOptions)
            {
                return Bad("The request names \"stream_options\" twice.", "Send one \"stream_options\".", "stream_options");
            }

            _sawStreamOptions = true;
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.Null)
            {
                _usageSplice = new Splice((int)_reader.TokenStartIndex, 4, UsageObject);
                return null;
            }

            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                return WrongType("stream_options", "an object");
            }

            var inside = (int)_reader.BytesConsumed;
            var first = true;
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                first = false;
                var isUsage = _reader.ValueTextEquals("include_usage"u8);
                _reader.Read();
                if (!isUsage)
                {
                    _reader.Skip();
                    continue;
                }

                if (_reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
                {
                    return WrongType("stream_options.include_usage", "true or false");
                }

                _wantsUsage = _reader.TokenType == JsonTokenType.True;
                var start = (int)_reader.TokenStartIndex;
                _usageSplice = new Splice(start, (int)_reader.BytesConsumed - start, True);
            }

            _usageSplice ??= new Splice(inside, 0, first ? UsageMember : UsageMemberFirst);
            return null;
        }

        /// <summary>Other APIs have a text of this name: the background of a picture.</summary>
        private WeirError? ReadBackground()
        {
            var problem = CountText();
            _background = _reader.TokenType == JsonTokenType.True;
            return problem;
        }

        private WeirError? ReadMessages()
        {
            var problem = CountText();
            return _reader.TokenType == JsonTokenType.EndArray ? problem : WrongType("messages", "a list");
        }

        private WeirError? CountText()
        {
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.String)
            {
                CountString();
            }
            else if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                var depth = _reader.CurrentDepth;
                while (_reader.Read() && _reader.CurrentDepth > depth)
                {
                    if (_reader.TokenType == JsonTokenType.String)
                    {
                        CountString();
                    }
                }
            }

            return null;
        }

        private void CountString()
        {
            var text = _reader.ValueSpan;
            if (text.StartsWith("data:"u8) || (text.Length > 4096 && LooksLikeBase64(text)))
            {
                _mediaParts++;
                return;
            }

            _textBytes += text.Length;
        }

        private static bool LooksLikeBase64(ReadOnlySpan<byte> text) => Base64.IsValid(text[..4096]);

        private static WeirError WrongType(string field, string wanted) =>
            Bad($"\"{field}\" must be {wanted}.", $"Correct \"{field}\" and send the request again.", field);
    }
}
