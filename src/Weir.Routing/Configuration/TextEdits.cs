using System.Text;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration;

/// <summary>Changes to a text at places of its nodes, applied at once.</summary>
internal sealed class TextEdits
{
    private readonly string _text;
    private readonly string _lineEnd;
    private readonly List<int> _lineStarts = [0];
    private readonly List<(int Offset, int Length, string Words)> _edits = [];

    public TextEdits(string text)
    {
        _text = text;
        _lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                _lineStarts.Add(index + 1);
            }
        }
    }

    public int Length => _text.Length;

    public int OffsetOf(ConfigNode node) => _lineStarts[node.Line - 1] + node.Column - 1;

    public void Insert(ConfigNode before, string words) => Replace(before, 0, words);

    /// <summary>Replaces a scalar, quotes included; the white space and line ends behind it stay.</summary>
    public void ReplaceScalar(ConfigNode scalar, string words)
    {
        var start = OffsetOf(scalar);
        var end = Math.Clamp(_lineStarts[Math.Min(scalar.End.Line, _lineStarts.Count) - 1] + scalar.End.Column - 1, start, _text.Length);
        Replace(scalar, _text.AsSpan(start, end - start).TrimEnd().Length, words);
    }

    public void Replace(ConfigNode from, int length, string words) =>
        _edits.Add((OffsetOf(from), length, words.Replace("\n", _lineEnd, StringComparison.Ordinal)));

    public string Apply()
    {
        var result = new StringBuilder(_text);
        foreach (var (offset, length, words) in _edits.OrderByDescending(static edit => edit.Offset))
        {
            result.Remove(offset, length).Insert(offset, words);
        }

        return result.ToString();
    }
}
