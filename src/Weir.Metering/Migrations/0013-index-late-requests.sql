-- Requests whose time is far from their id's: a batch's row has the id of its hold, which is days older than the end of the batch, and a clock may step. Ids are read in ranges that
-- are computed from times; what is not in its range is found here. An id begins with 48 bits of unix milliseconds in 10 digits of Crockford's base 32; its first 7 digits count 32,768 ms.
-- The words of the condition are those of IdRange: SQLite takes the index only for the same ones.
CREATE INDEX requests_late ON requests (time, id) WHERE abs((time >> 15) - (instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 5, 1)) * 1073741824
    + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 6, 1)) * 33554432
    + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 7, 1)) * 1048576
    + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 8, 1)) * 32768
    + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 9, 1)) * 1024
    + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 10, 1)) * 32
    + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 11, 1)) - 1108378657)) > 2;
