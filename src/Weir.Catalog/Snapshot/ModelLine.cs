using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>One model's line: its reader; <see cref="ModelLineWriter"/> is the mirror.</summary>
internal static class ModelLine
{
    public static CatalogModel Read(ReadOnlySpan<byte> line)
    {
        string? id = null, name = null;
        var draft = new Draft();
        var reader = new JsonLineReader(line);
        while (reader.NextProperty())
        {
            if (reader.Is("model"u8))
            {
                id = reader.String();
            }
            else if (reader.Is("name"u8))
            {
                name = reader.String();
            }
            else
            {
                draft.Read(ref reader, line);
            }
        }

        return draft.Finish(id ?? throw new JsonException("a model's line has no id"), name ?? id);
    }

    /// <summary>The optional parts of a line, gathered until the record can be made.</summary>
    private ref struct Draft
    {
        private string? _family, _status, _release, _updated, _knowledge, _interleaved, _dialect, _baseUrl, _key;
        private long _context, _inputLimit, _outputLimit;
        private string[]? _in, _out, _efforts;
        private ModelCapabilities _capabilities;
        private ModelPrice? _price;
        private ModelMode? _mode;

        public void Read(ref JsonLineReader reader, ReadOnlySpan<byte> line)
        {
            if (reader.Is("family"u8))
            {
                _family = reader.String();
            }
            else if (reader.Is("limit"u8))
            {
                ReadLimits(ref reader);
            }
            else if (reader.Is("cost"u8))
            {
                _price = PriceJson.Read(ref reader);
            }
            else if (reader.Is("can"u8))
            {
                _capabilities = SnapshotFormat.FromLetters(reader.Bytes());
            }
            else if (reader.Is("in"u8))
            {
                _in = reader.Strings();
            }
            else if (reader.Is("out"u8))
            {
                _out = reader.Strings();
            }
            else if (reader.Is("efforts"u8))
            {
                _efforts = reader.Strings();
            }
            else if (reader.Is("mode"u8))
            {
                _mode = ReadMode(ref reader, line);
            }
            else
            {
                ReadText(ref reader);
            }
        }

        public readonly CatalogModel Finish(string id, string name) => new()
        {
            Id = id,
            Name = name,
            Family = _family,
            ContextLimit = _context,
            InputLimit = _inputLimit,
            OutputLimit = _outputLimit,
            Price = _price,
            InputModalities = _in ?? CatalogModel.TextOnly,
            OutputModalities = _out ?? CatalogModel.TextOnly,
            Capabilities = _capabilities,
            Status = _status ?? "active",
            ReleaseDate = _release,
            LastUpdated = _updated,
            KnowledgeCutoff = _knowledge,
            ReasoningEfforts = _efforts ?? [],
            InterleavedField = _interleaved,
            Dialect = _dialect,
            BaseUrl = _baseUrl,
            KeyPlacement = _key,
            Mode = _mode,
        };

        private void ReadText(ref JsonLineReader reader)
        {
            if (reader.Is("status"u8))
            {
                _status = reader.String();
            }
            else if (reader.Is("release"u8))
            {
                _release = reader.String();
            }
            else if (reader.Is("updated"u8))
            {
                _updated = reader.String();
            }
            else if (reader.Is("knowledge"u8))
            {
                _knowledge = reader.String();
            }
            else if (reader.Is("interleaved"u8))
            {
                _interleaved = reader.String();
            }
            else if (reader.Is("dialect"u8))
            {
                _dialect = reader.String();
            }
            else if (reader.Is("base_url"u8))
            {
                _baseUrl = reader.String();
            }
            else if (reader.Is("key"u8))
            {
                _key = reader.String();
            }
            else
            {
                reader.Skip();
            }
        }

        private void ReadLimits(ref JsonLineReader reader)
        {
            reader.EnterObject();
            while (reader.NextProperty())
            {
                if (reader.Is("context"u8))
                {
                    _context = reader.Int64();
                }
                else if (reader.Is("input"u8))
                {
                    _inputLimit = reader.Int64();
                }
                else if (reader.Is("output"u8))
                {
                    _outputLimit = reader.Int64();
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        private static ModelMode ReadMode(ref JsonLineReader reader, ReadOnlySpan<byte> line)
        {
            string? wireId = null, body = null;
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            reader.EnterObject();
            while (reader.NextProperty())
            {
                if (reader.Is("id"u8))
                {
                    wireId = reader.String();
                }
                else if (reader.Is("body"u8))
                {
                    body = reader.Raw(line);
                }
                else if (reader.Is("headers"u8))
                {
                    reader.EnterObject();
                    while (reader.NextProperty())
                    {
                        headers[reader.Name()] = reader.String();
                    }
                }
                else
                {
                    reader.Skip();
                }
            }

            return new ModelMode(wireId ?? throw new JsonException("a mode has no model id"), body, headers);
        }
    }
}
