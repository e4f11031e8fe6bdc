function e(e,...t){let n=t.join(`
`).toLowerCase();return e.toLowerCase().split(/\s+/).every(e=>n.includes(e))}export{e as t};